"""Plays a study on fixed data (stations, sessions and limits as CSV) in ACN-Sim.

usage: acnportal_study.py STATIONS SESSIONS LIMITS LAW [MINUTES] [OUT]

Writes what each session got, as CSV, to OUT if it is named; prints the CPU seconds of the simulation
alone, without imports and reading. The laws are named as FleetSim names them.
"""

import csv
import sys
import time
import warnings
from datetime import datetime

import numpy as np

warnings.filterwarnings("ignore")
from acnportal import acnsim, algorithms
from acnportal.acnsim.models.battery import Battery, Linear2StageBattery
from acnportal.acnsim.models.evse import FiniteRatesEVSE

LAWS = {
    "uncontrolled": lambda: algorithms.UncontrolledCharging(),
    "fcfs": lambda: algorithms.SortedSchedulingAlgo(algorithms.first_come_first_served),
    "edf": lambda: algorithms.SortedSchedulingAlgo(algorithms.earliest_deadline_first),
    "llf": lambda: algorithms.SortedSchedulingAlgo(algorithms.least_laxity_first),
    "round-robin": lambda: algorithms.RoundRobin(algorithms.first_come_first_served),
}


def rows(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def network(stations, limits):
    network = acnsim.ChargingNetwork()
    for station in stations:
        pilots = [float(pilot) for pilot in station["pilots_a"].split()]
        network.register_evse(
            FiniteRatesEVSE(station["station_id"], pilots),
            float(station["voltage_v"]),
            float(station["angle_deg"]),
        )
    for limit in limits:
        weights = {
            station["station_id"]: float(limit[f"c{place}"])
            for place, station in enumerate(stations)
            if float(limit[f"c{place}"]) != 0
        }
        network.add_constraint(acnsim.Current(weights), float(limit["limit_a"]), limit["name"])
    return network


def vehicle(session, station, minutes):
    volts = float(station["voltage_v"])
    requested = float(session["requested_kwh"])
    power = float(session["ev_max_a"]) * volts / 1000
    if session.get("battery_kwh"):
        battery = Linear2StageBattery(
            float(session["battery_kwh"]), float(session["initial_kwh"]), power
        )
    else:
        battery = Battery(requested, 0, power)
    return acnsim.EV(
        int(session["arrival_min"]) // minutes,
        int(session["departure_min"]) // minutes,
        requested,
        station["station_id"],
        session["session_id"],
        battery,
    )


def main():
    stations, sessions, limits = (rows(path) for path in sys.argv[1:4])
    law = sys.argv[4]
    minutes = int(sys.argv[5]) if len(sys.argv) > 5 else 1
    events = acnsim.EventQueue()
    vehicles = []
    for session in sessions:
        car = vehicle(session, stations[int(session["station_index"])], minutes)
        vehicles.append(car)
        events.add_event(acnsim.PluginEvent(car.arrival, car))
    simulator = acnsim.Simulator(
        network(stations, limits),
        LAWS[law](),
        events,
        datetime(2026, 1, 5),
        period=minutes,
        verbose=False,
    )
    before = time.process_time()
    simulator.run()
    print(f"{time.process_time() - before:.3f}")
    if len(sys.argv) > 6:
        with open(sys.argv[6], "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["session_id", "delivered_kwh"])
            for car in vehicles:
                writer.writerow([car.session_id, f"{car.energy_delivered:.12f}"])


if __name__ == "__main__":
    main()
