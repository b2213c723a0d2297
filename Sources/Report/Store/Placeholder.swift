import CSQLite
import FleetSim
