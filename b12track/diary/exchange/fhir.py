"""A person's diary as a FHIR bundle (R5, or R4): intakes, doses, laboratory values, symptoms."""

from __future__ import annotations

import json
import uuid
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from b12track.diary.dates import iso_moment
from b12track.diary.exchange.own_json import check_all
from b12track.diary.storage import rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from b12track.diary.people import Person

_UCUM: Final = "http://unitsofmeasure.org"
_LOINC: Final = "http://loinc.org"
_HPO: Final = "http://purl.obolibrary.org/obo/hp.owl"
_ABSENT: Final = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
#: Marker and unit → LOINC code, where a code says just that; other values carry their name only.
_LOINC_CODES: Final = {
    ("b12", "pmol/L"): "14685-2",
    ("b12", "pg/mL"): "2132-9",
    ("b12", "ng/L"): "2132-9",
    ("homocysteine", "umol/L"): "13965-9",
    ("mcv", "fL"): "787-2",
    ("haemoglobin", "g/dL"): "718-7",
    ("haemoglobin", "g/L"): "718-7",
}
#: Names are drawn from this one, so that an export of the same diary has the same ids.
_NAMES: Final = uuid.UUID("6f0e2f0c-1d51-5b7e-9a53-b12b12b12b12")

Record = dict[str, Any]


def bundle_text(connection: sqlite3.Connection, person: Person, now: datetime, version: str) -> str:
    """The bundle of one person as JSON; every row verified."""
    check_all(connection)
    writer = _Writer(connection, person, version)
    resources = [writer.patient(), *writer.resources()]
    document = {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": now.isoformat(timespec="seconds"),
        "entry": [
            {"fullUrl": _url(person, resource["id"]), "resource": resource}
            for resource in resources
        ],
    }
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _url(person: Person, name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_NAMES, f'{person.person_id}/{name}')}"


def _quantity(value: Decimal | int, unit: str) -> Record:
    """An amount with its UCUM code; whole numbers stay whole."""
    number = float(value)
    return {
        "value": int(number) if number.is_integer() else number,
        "unit": unit.replace("u", "µ", 1) if unit.startswith(("ug", "umol")) else unit,
        "system": _UCUM,
        "code": unit,
    }


def _ug(ng: int) -> Record:
    return _quantity(Decimal(ng) / 1000, "ug")


def _when(day: object, at_s: object, offset_s: object) -> str:
    """The day, or where a time is known the moment with its offset."""
    return iso_moment(at_s, offset_s) or str(day)


class _Writer:
    """Makes the resources of one person in one version of FHIR."""

    def __init__(self, connection: sqlite3.Connection, person: Person, version: str) -> None:
        self._connection, self._person = connection, person
        self._is_r5 = version == "R5"
        self._subject = {"reference": _url(person, f"person-{person.person_id}")}

    def patient(self) -> Record:
        return {
            "resourceType": "Patient",
            "id": f"person-{self._person.person_id}",
            "name": [{"text": self._person.name}],
        }

    def resources(self) -> Iterator[Record]:
        """Everything but the patient, table by table in the order of the keys."""
        supplements = {row["entry_id"]: row for row in self._rows("supplement", everybody=True)}
        for entry in self._rows("entry"):
            if entry["b12_origin"] == "supplement":
                yield self._swallowed(entry, supplements.get(entry["entry_id"], {}))
            else:
                yield self._intake(entry)
        makers: dict[str, Callable[[Record], Record]] = {
            "day_total": self._day_total,
            "injection": self._injected,
            "lab": self._lab,
            "symptom": self._symptom,
        }
        for table, maker in makers.items():
            for row in self._rows(table):
                yield maker(row)

    def _rows(self, table: str, *, everybody: bool = False) -> list[Record]:
        person_id = None if everybody else self._person.person_id
        return rows.mappings(self._connection, table, person_id)

    def _intake(self, entry: Record) -> Record:
        """NutritionIntake came with R5; in R4 the B12 of a food is an observation."""
        moment = _when(entry["eaten_on"], entry["eaten_at_s"], entry["utc_offset_s"])
        if not self._is_r5:
            return self._observation(
                f"entry-{entry['entry_id']}",
                "Vitamin B12 intake",
                moment,
                _value(entry["b12_ng"]),
                f"{entry['food_name']}, {entry['amount']}",
            )
        item: Record = {
            "type": {"text": "food"},
            "nutritionProduct": {"concept": {"text": entry["food_name"]}},
        }
        if entry["portion_mg"] is not None:
            item["amount"] = _quantity(Decimal(entry["portion_mg"]) / 1000, "g")
        intake: Record = {
            "resourceType": "NutritionIntake",
            "id": f"entry-{entry['entry_id']}",
            "status": "completed",
            "subject": self._subject,
            "occurrenceDateTime": moment,
            "consumedItem": [item],
        }
        if entry["b12_ng"] is not None:
            nutrient = {"concept": {"text": "Vitamin B12"}}
            intake["ingredientLabel"] = [{"nutrient": nutrient, "amount": _ug(entry["b12_ng"])}]
        return intake

    def _swallowed(self, entry: Record, supplement: Record) -> Record:
        moment = _when(entry["eaten_on"], entry["eaten_at_s"], entry["utc_offset_s"])
        route = supplement.get("route", "oral")
        return self._medication(
            f"entry-{entry['entry_id']}", entry["food_name"], moment, entry["b12_ng"], route
        )

    def _injected(self, row: Record) -> Record:
        moment = _when(row["given_on"], row["given_at_s"], row["utc_offset_s"])
        name = f"{row['form']} injection"
        number = f"injection-{row['injection_id']}"
        return self._medication(number, name, moment, row["dose_ng"], "injection")

    def _medication(
        self, number: str, name: str, moment: str, dose_ng: int | None, route: str
    ) -> Record:
        dosage: Record = {"route": {"text": route}}
        if dose_ng is not None:
            dosage["doseAndRate"] = [{"doseQuantity": _ug(dose_ng)}]
        concept = {"text": name}
        return {
            "resourceType": "MedicationStatement",
            "id": number,
            "status": "recorded" if self._is_r5 else "completed",
            **(
                {"medication": {"concept": concept}}
                if self._is_r5
                else {"medicationCodeableConcept": concept}
            ),
            "subject": self._subject,
            "effectiveDateTime": moment,
            "dosage": [dosage],
        }

    def _day_total(self, row: Record) -> Record:
        amount = _ug(row["b12_ng"])
        if row["is_least"]:
            amount["comparator"] = ">="
        return self._observation(
            f"day-total-{row['day_total_id']}",
            "Vitamin B12 intake of the day",
            row["day"],
            {"valueQuantity": amount},
            f"a total from {row['source']}",
        )

    def _lab(self, row: Record) -> Record:
        unit = str(row["unit"]).replace("µ", "u").replace("\u03bc", "u")
        digits = str(row["value"]).lstrip("<>")
        value = _quantity(Decimal(digits), unit) if _is_plain(digits) else None
        if value and digits != row["value"]:
            value["comparator"] = row["value"][0]
        content = {"valueQuantity": value} if value else {"valueString": str(row["value"])}
        name = f"lab-{row['lab_id']}"
        lab = self._observation(name, row["marker"], row["taken_on"], content, row["note"])
        code = _LOINC_CODES.get((row["marker"], unit))
        if code:
            lab["code"]["coding"] = [{"system": _LOINC, "code": code}]
        limits = {
            name: _quantity(Decimal(row[name]), unit)
            for name in ("low", "high")
            if row[name] is not None and _is_plain(row[name])
        }
        return {**lab, "referenceRange": [limits]} if limits else lab

    def _symptom(self, row: Record) -> Record:
        words = ", ".join(str(row[name]) for name in ("words", "side", "note") if row[name])
        symptom = self._observation(
            f"symptom-{row['symptom_id']}",
            row["term"],
            row["noted_on"],
            {"valueInteger": row["severity"]},
            words,
        )
        if row["hpo"]:
            symptom["code"]["coding"] = [{"system": _HPO, "code": row["hpo"]}]
        return symptom

    def _observation(
        self, number: str, name: str, moment: str, content: Record, note: str | None
    ) -> Record:
        observation: Record = {
            "resourceType": "Observation",
            "id": number,
            "status": "final",
            "code": {"text": name},
            "subject": self._subject,
            "effectiveDateTime": moment,
            **content,
        }
        return {**observation, "note": [{"text": note}]} if note else observation


def _value(b12_ng: int | None) -> Record:
    """The amount, or that it is unknown: never zero for that reason."""
    if b12_ng is None:
        return {"dataAbsentReason": {"coding": [{"system": _ABSENT, "code": "unknown"}]}}
    return {"valueQuantity": _ug(b12_ng)}


def _is_plain(text: str) -> bool:
    """Whether a laboratory's value is a bare number, and not "<150"."""
    return text.replace(".", "", 1).isdecimal() and text.isascii()
