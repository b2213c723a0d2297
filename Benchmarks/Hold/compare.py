"""Runs the hold programs side by side and prints what they did as a Markdown table.

Usage: compare.py DIRECTORY ROUNDS, with the built programs in the directory. Rounds interleave
the programs, so that a machine that slows down slows them all.
"""

import pathlib
import statistics
import subprocess
import sys

SIMPY = pathlib.Path(__file__).with_name("hold_simpy.py")
PENDING = (1_000, 100_000, 1_000_000)
HOLDS = 10_000_000
# Python needs no more for a steady rate.
SIMPY_HOLDS = 200_000


def run(command, pending, holds):
    """The time of one hold in nanoseconds, and the digest if the program prints one."""
    words = [str(word) for word in (*command, pending, holds)]
    result = subprocess.run(words, capture_output=True, text=True, check=True)
    seconds, *digest = result.stdout.split()
    return float(seconds) / holds * 1e9, digest


def measure(programs, pending, rounds):
    """The times of each program over the rounds; the digests must agree."""
    times = {name: [] for name in programs}
    digests = set()
    for _ in range(rounds):
        for name, (command, holds) in programs.items():
            nanoseconds, digest = run(command, pending, holds)
            times[name].append(nanoseconds)
            digests.update(digest)
    if len(digests) != 1:
        sys.exit(f"{pending} pending: the programs popped in different orders: {digests}")
    return times


def rates(times):
    """Minimum, median and maximum in millions of holds per second."""
    ordered = (max(times), statistics.median(times), min(times))
    return " / ".join(f"{1e3 / nanoseconds:.3g}" for nanoseconds in ordered)


def main():
    built, rounds = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    programs = {
        "Swift wheel": ([built / "hold-swift"], HOLDS),
        "C++ wheel": ([built / "hold-cpp", "wheel"], HOLDS),
        "std::priority_queue": ([built / "hold-cpp", "heap"], HOLDS),
        "SimPy": ([sys.executable, SIMPY], SIMPY_HOLDS),
    }
    names = list(programs)
    print(f"Millions of holds per second, minimum / median / maximum of {rounds} rounds.\n")
    print("| pending |", " | ".join(names), "| time ÷ C++ wheel | × heap | × SimPy |")
    print("|--:|" + "--:|" * (len(names) + 3))
    for pending in PENDING:
        times = measure(programs, pending, rounds)
        swift, wheel, heap, simpy = (statistics.median(times[name]) for name in names)
        cells = [f"{pending:,}", *(rates(times[name]) for name in names)]
        cells += [f"{swift / wheel:.2f}", f"{heap / swift:.1f}", f"{simpy / swift:.0f}"]
        print("|", " | ".join(cells), "|", flush=True)
    print("\nThe digests of the order of events are equal, SimPy's apart.")


if __name__ == "__main__":
    main()
