#!/usr/bin/env python3
"""A CSMS made with PyPI's `ocpp`, at the far end of a charger that a test drives.

The library routes, validates every frame in both directions and makes the calls; only its
connection is ours: lines instead of a WebSocket. It reads from standard input

    a frame                     answered, if it is a CALL, with the frame of the answer
    next                        answered with the CSMS's next CALL, or with "wait" when it has none
                                at the moment, or with "done" and a report when it has had them all

The report is JSON: for every action how many CALLs were sent and how many CALLRESULTs came, by who
called, and what went wrong. Arguments: the PEM files of a root certificate and of the charger's.
"""

import asyncio
import json
import logging
import pathlib
import sys

from ocpp.routing import on
from ocpp.v16 import ChargePoint, call, call_result
from ocpp.v16.enums import Action

CALL, RESULT, ERROR = 2, 3, 4
NOW = "2026-03-02T00:00:00Z"
TOMORROW = "2026-03-03T00:00:00Z"
ACCEPTED = {"status": "Accepted"}


class HungUp(Exception):
    """The test has closed its end."""


class Lines:
    """What the library takes for its WebSocket; counts what passes."""

    def __init__(self, reader):
        self.reader = reader
        self.turns = asyncio.Queue()
        # Whether it is the CSMS's turn and it has said nothing yet.
        self.has_turn = False
        self.counts = {}
        self.errors = []
        self.open = {}

    async def recv(self):
        while True:
            line = (await self.reader.readline()).decode().rstrip("\n")
            if not line:
                raise HungUp
            if line != "next":
                self.count("charger", line)
                return line
            self.turns.put_nowait(None)

    async def send(self, frame):
        if self.count("csms", frame) == CALL:
            self.has_turn = False
        self.say(frame)

    def say(self, line):
        print(line, flush=True)

    def count(self, sender, text):
        frame = json.loads(text)
        other = "csms" if sender == "charger" else "charger"
        if frame[0] == CALL:
            self.open[sender, frame[1]] = frame[2]
            key, action = sender + " calls", frame[2]
        elif frame[0] == RESULT:
            key, action = other + " results", self.open.pop((other, frame[1]), "nothing")
        else:
            self.errors.append(f"{sender}: {text}")
            return ERROR
        counts = self.counts.setdefault(action, {})
        counts[key] = counts.get(key, 0) + 1
        return frame[0]


class CSMS(ChargePoint):
    """Grants whatever a charger asks for."""

    @on(Action.boot_notification)
    def booted(self, **_):
        return call_result.BootNotification(current_time=NOW, interval=300, status="Accepted")

    @on(Action.heartbeat)
    def beats(self):
        return call_result.Heartbeat(current_time=NOW)

    @on(Action.authorize)
    def asks_for(self, **_):
        return call_result.Authorize(id_tag_info=ACCEPTED)

    @on(Action.start_transaction)
    def starts(self, **_):
        return call_result.StartTransaction(transaction_id=41, id_tag_info=ACCEPTED)

    @on(Action.stop_transaction)
    def stops(self, **_):
        return call_result.StopTransaction(id_tag_info=ACCEPTED)

    @on(Action.sign_certificate)
    def requests(self, **_):
        return call_result.SignCertificate(status="Accepted")

    @on(Action.data_transfer)
    def transfers(self, vendor_id, **_):
        return call_result.DataTransfer(status="Accepted", data=f"{vendor_id} is known here")

    @on(Action.status_notification)
    def shows(self, **_):
        return call_result.StatusNotification()

    @on(Action.meter_values)
    def measures(self, **_):
        return call_result.MeterValues()

    @on(Action.diagnostics_status_notification)
    def uploads_diagnostics(self, **_):
        return call_result.DiagnosticsStatusNotification()

    @on(Action.firmware_status_notification)
    def updates(self, **_):
        return call_result.FirmwareStatusNotification()

    @on(Action.log_status_notification)
    def uploads_log(self, **_):
        return call_result.LogStatusNotification()

    @on(Action.security_event_notification)
    def warns(self, **_):
        return call_result.SecurityEventNotification()

    @on(Action.signed_firmware_status_notification)
    def updates_signed(self, **_):
        return call_result.SignedFirmwareStatusNotification()


def profile():
    return {
        "charging_profile_id": 1,
        "stack_level": 0,
        "charging_profile_purpose": "TxDefaultProfile",
        "charging_profile_kind": "Absolute",
        "charging_schedule": {
            "charging_rate_unit": "A",
            "start_schedule": NOW,
            "charging_schedule_period": [
                {"start_period": 0, "limit": 16.0},
                {"start_period": 900, "limit": 10.1, "number_phases": 3},
            ],
        },
    }


def session(root, own):
    """The calls, each with the status that it is to be answered with; None is a pause."""
    roots = "CentralSystemRootCertificate"
    tags = [{"id_tag": "0411", "id_tag_info": ACCEPTED}]
    signed = {
        "location": "https://csms.example/fw-2.1.0.bin",
        "retrieve_date_time": NOW,
        "signing_certificate": own,
        "signature": "c2lnbmVk",
    }
    yield call.GetConfiguration(), None
    yield call.GetConfiguration(key=["HeartbeatInterval", "Testing"]), None
    yield call.ChangeConfiguration(key="CpoName", value="Virtual CPO"), "Accepted"
    yield call.ChangeConfiguration(key="Testing", value="1"), "NotSupported"
    request = call.ExtendedTriggerMessage(requested_message="SignChargePointCertificate")
    yield request, "Accepted"
    yield call.CertificateSigned(certificate_chain=own), "Accepted"
    yield call.InstallCertificate(certificate_type=roots, certificate=root), "Accepted"
    installed = yield call.GetInstalledCertificateIds(certificate_type=roots), "Accepted"
    [known] = installed.certificate_hash_data
    yield call.DeleteCertificate(certificate_hash_data=known), "Accepted"
    yield call.DeleteCertificate(certificate_hash_data=known), "NotFound"
    yield call.DataTransfer(vendor_id="com.example", data="hello"), "UnknownVendorId"
    yield call.GetLocalListVersion(), None
    yield call.SendLocalList(
        list_version=1, update_type="Full", local_authorization_list=tags
    ), "Accepted"
    yield call.ClearCache(), "Accepted"
    yield call.SetChargingProfile(connector_id=1, cs_charging_profiles=profile()), "Accepted"
    yield call.GetCompositeSchedule(
        connector_id=1, duration=3600, charging_rate_unit="A"
    ), "Accepted"
    yield call.ClearChargingProfile(id=1), "Accepted"
    yield call.ClearChargingProfile(id=1), "Unknown"
    yield call.TriggerMessage(requested_message="MeterValues", connector_id=1), "Accepted"
    yield call.ReserveNow(
        connector_id=2, expiry_date=TOMORROW, id_tag="0422", reservation_id=9
    ), "Accepted"
    yield call.CancelReservation(reservation_id=9), "Accepted"
    yield call.ChangeAvailability(connector_id=2, type="Inoperative"), "Accepted"
    yield call.ChangeAvailability(connector_id=2, type="Operative"), "Accepted"
    yield call.RemoteStartTransaction(id_tag="0433", connector_id=2), "Accepted"
    yield call.RemoteStopTransaction(transaction_id=41), "Accepted"
    yield call.RemoteStopTransaction(transaction_id=41), "Rejected"
    yield call.UnlockConnector(connector_id=2), "Unlocked"
    yield call.GetDiagnostics(location="ftp://csms.example/in"), None
    yield call.GetLog(
        log={"remote_location": "ftp://csms.example/in"}, log_type="SecurityLog", request_id=5
    ), "Accepted"
    yield from pauses(10)
    yield call.UpdateFirmware(location="https://csms.example/fw.bin", retrieve_date=NOW), None
    yield from pauses(10)
    yield call.SignedUpdateFirmware(request_id=6, firmware=signed), "Accepted"
    yield from pauses(10)
    yield call.Reset(type="Soft"), "Accepted"
    yield from pauses(3)


def pauses(count):
    for _ in range(count):
        yield None, None


async def converse(csms, lines, session):
    """Makes a call whenever it is the CSMS's turn."""
    answer = None
    while True:
        await lines.turns.get()
        lines.has_turn = True
        try:
            request, status = session.send(answer)
        except StopIteration:
            break
        answer = None
        if request is not None:
            try:
                answer = await csms.call(request, suppress=False)
                told = getattr(answer, "status", None)
                if status is not None and told != status:
                    lines.errors.append(f"{request} was answered with {answer}")
            except Exception as error:
                lines.errors.append(f"{request}: {error!r}")
        if lines.has_turn:
            lines.say("wait")
    lines.say("done " + json.dumps({"counts": lines.counts, "errors": lines.errors}))


class Complaints(logging.Handler):
    """What the library has to say against a frame."""

    def __init__(self, errors):
        super().__init__(logging.WARNING)
        self.errors = errors

    def emit(self, record):
        cause = record.exc_info[1] if record.exc_info else None
        self.errors.append(record.getMessage() + (f": {cause!r}" if cause else ""))


async def main(root, own):
    reader = asyncio.StreamReader(limit=1 << 20)
    protocol = asyncio.StreamReaderProtocol(reader)
    await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, sys.stdin)
    lines = Lines(reader)
    logging.getLogger("ocpp").addHandler(Complaints(lines.errors))
    csms = CSMS("charger", lines, response_timeout=600)
    numbers = iter(range(1, 1_000_000))
    csms._unique_id_generator = lambda: f"csms-{next(numbers)}"
    calls = asyncio.create_task(converse(csms, lines, session(root, own)))
    try:
        await csms.start()
    except HungUp:
        calls.cancel()


if __name__ == "__main__":
    asyncio.run(main(*(pathlib.Path(path).read_text() for path in sys.argv[1:3])))
