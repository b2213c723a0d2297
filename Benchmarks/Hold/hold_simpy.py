"""The hold model on SimPy: processes that wait, each for an exponential time, again and again.

Usage: hold_simpy.py PENDING HOLDS. Prints the seconds that the holds took.
"""

import random
import sys
import time

import simpy


def charger(env, draw):
    while True:
        yield env.timeout(draw(1.0))


def main():
    pending, holds = int(sys.argv[1]), int(sys.argv[2])
    env = simpy.Environment()
    draw = random.Random(1).expovariate
    for _ in range(pending):
        env.process(charger(env, draw))
    # Each process starts with an event of its own; then as many holds as the others warm up with.
    for _ in range(3 * pending):
        env.step()
    start = time.perf_counter()
    for _ in range(holds):
        env.step()
    print(time.perf_counter() - start)


if __name__ == "__main__":
    main()
