"""National tables in their documented shape, with invented values."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

Row = tuple[str | float | None, ...]


def _rows(text: str) -> tuple[Row, ...]:
    """Rows of a sheet from cells between bars; an empty one holds nothing, figures are numbers."""
    return tuple(tuple(map(_cell, line.split("|"))) for line in text.strip("\n").split("\n"))


def _cell(text: str) -> str | float | None:
    try:
        return float(text) if "." in text else int(text)
    except ValueError:
        return text or None


BLS = _rows("""
BLS Code|Lebensmittelbezeichnung|Food name|ENERCC Energie [kcal/100g]|ENERCC Datenherkunft|\
ENERCC Referenz|THIA Vitamin B1 (Thiamin) [µg/100g]|THIA Datenherkunft|THIA Referenz|\
VITB6 Vitamin B6 [µg/100g]|VITB6 Datenherkunft|VITB6 Referenz|\
VITB12 Vitamin B12 (Cobalamine) [µg/100g]|VITB12 Datenherkunft|VITB12 Referenz
M111100|Kuhmilch 3,5 % Fett|Milk 3.5 % fat|65|A|1|37|A|1|36|A|1|0.41|A|1
B100000|Brot|Bread|240|||100|||90|||TR||
F100000|Apfel|Apple|60|||<LOQ|||-|||<LOD||
G100000|Möhre|Carrot|30|||||||||0|B|
X100000|Linseneintopf||90|||||||||-||
""")

SWISS = _rows("""
Swiss Food Composition Database V7.0|||||||||||||
|||||||||||||
ID|ID V 4.0|ID SwissFIR|Name|Synonyms|Category|Density|Matrix unit|\
Vitamin B6 (pyridoxine) (mg)|Derivation of value|Source|Vitamin B12 (cobalamin) (µg)|\
Derivation of value|Source
1|11||Egg, raw|Hen's egg|Eggs||per 100g edible portion|0.12|x|y|1.9|x|y
2|12||Oat drink, fortified||Beverages|1.04|per 100 ml|tr.|||0.4||
3|13||Apple juice||Beverages||per 100ml|n.d.|||0||
4|14||Apple, raw||Fruit||per 100g edible portion||||tr.||
5|15||Pear, raw||Fruit||per 100g edible portion||||n.d.||
""")

NEVO = (
    '"NEVO-versie/NEVO-version"|"Voedingsmiddelgroep"|"Food group"|"NEVO-code"|'
    '"Voedingsmiddelnaam/Dutch food name"|"Engelse naam/Food name"|"Hoeveelheid/Quantity"|'
    '"Bevat sporen van/Contains traces of"|"Is verrijkt met/Is fortified with"|"ENERCC (kcal)"|'
    '"THIA (mg)"|"VITB6 (mg)"|"VITB12 (µg)"\r\n'
    '"NEVO-Online 2025"|"Melk"|"Milk and milk products"|"286"|"Melk volle"|"Milk whole"|"per 100g"'
    '|""|""|"62"|"0,030"|"0,040"|"0,45"\r\n'
    '"NEVO-Online 2025"|"Brood"|"Bread"|"246"|"Brood wit"|"Bread white"|"per 100g"|"RETOL, VITB12"'
    '|""|"250"|"0,1"|"0,1"|"0"\r\n'
    '"NEVO-Online 2025"|"Soja"|"Soy products"|"2901"|"Sojadrink"|"Soya drink"|"per 100ml"|""'
    '|"CA, VITB12"|"40"|""|""|"0,38"\r\n'
    '"NEVO-Online 2025"|"Fruit"|"Fruits"|"1"|"Crème caramel"|"Crème caramel"|"per 100g"|""|""|"9"'
    '|""|""|""\r\n'
)

FRIDA: tuple[Row, ...] = (
    (
        "FoodID",
        "FødevareNavn",
        "FoodName",
        "ParameterID",
        "ParameterNavn",
        "ParameterName",
        "SortKey",
        "ResVal",
        "Min",
        "Max",
    ),
    (1, "Mælk, sød", "Milk, whole", 44, "B12-vitamin", "Vitamin B12", 1, 0.45, None, None),
    (1, "Mælk, sød", "Milk, whole", 40, "B6-vitamin", "Vitamin B6", 1, 0.04, None, None),
    (1, "Mælk, sød", "Milk, whole", 39, "Thiamin (B1-vitamin)", "Thiamin", 1, 0.03, None, None),
    (2, "Æble", "Apple", 1, "Energi", "Energy", 1, 230, None, None),
    (3, "Gulerod", "Carrot", 44, "B12-vitamin", "Vitamin B12", 1, 0, None, None),
)

AUSNUT = (
    "Food ID,Survey ID,Food Name,Energy (kJ),Thiamin (mg),Vitamin B6 (mg),Vitamin B12  (µg)\n"
    '10A10001,1,"Milk, cow, fluid, regular",270,0.03,0.04,0.6\n'
    "10B20002,2,Soy drink,200,0.02,,\n"
    "10C30003,3,Water,0,0,0,0\n"
)

#: Fineli, ISO-8859-1 with CRLF.
FINELI = {
    "food.csv": "FOODID;FOODNAME;FOODTYPE\r\n1;MAITO;FOOD\r\n",
    "component_value.csv": (
        "FOODID;EUFDNAME;BESTLOC;ACQTYPE;METHTYPE;METHIND\r\n"
        "1;ENERC;270,000000;S;S;MI0181\r\n1;VITB12;0,400000;S;S;MI0181\r\n"
        "1;VITPYRID;0,050000;S;S;MI0181\r\n1;THIA;0,040000;S;S;MI0181\r\n"
        "2;VITB12;0,000000;S;S;MI0181\r\n3;ENERC;10,0;S;S;MI0181\r\n"
        "4;VITB12;1,0;S;S;MI0181\r\n4;VITB12;2,0;S;S;MI0181\r\n"
    ),
    "foodname_EN.csv": (
        "FOODID;FOODNAME;LANG\r\n1;MILK, WHOLE;EN\r\n2;APPLE;EN\r\n3;CRÈME BRÛLÉE;EN\r\n"
        "4;TWICE;EN\r\n"
    ),
    "foodaddunit.csv": "FOODID;FOODUNIT;MASS\r\n1;DL;103,0\r\n1;KPL_M;170,5\r\n",
    "foodunit_EN.csv": "THSCODE;DESCRIPT;LANG\r\nDL;decilitre;EN\r\nKPL_M;medium glass;EN\r\n",
}
CNF = {
    "FOOD NAME.csv": (
        "FoodID,FoodCode,FoodGroupID,FoodSourceID,FoodDescription,FoodDescriptionF\n"
        '2,2,1,0,"Cheese soufflé","Soufflé au fromage"\n4,4,8,0,"Cereal, fortified","Céréale"\n'
        "5,5,9,0,Apple,Pomme\n6,6,9,0,Pear,Poire\n"
    ),
    "FOOD GROUP.csv": (
        "FoodGroupID,FoodGroupCode,FoodGroupName,FoodGroupNameF\n1,1,Dairy and Egg Products,x\n"
        "8,8,Breakfast cereals,x\n9,9,Fruits,x\n"
    ),
    "NUTRIENT NAME.csv": (
        "NutrientID,NutrientCode,NutrientSymbol,NutrientUnit,NutrientName\n"
        "404,404,THIA,mg,THIAMIN\n415,415,B6,mg,VITAMIN B-6\n418,418,B12,µg,VITAMIN B-12\n"
        '578,578,B12A,µg,"VITAMIN B12, ADDED"\n'
    ),
    "NUTRIENT AMOUNT.csv": (
        "FoodID,NutrientID,NutrientValue,StandardError,NumberofObservations\n"
        "2,208,204,,\n2,418,0.54,0.01,3\n2,415,0.07,,\n2,404,0.06,,\n4,418,5,,\n4,578,5,,\n"
        "5,418,0,,\n6,208,418,,\n"
    ),
    "MEASURE NAME.csv": "MeasureID,MeasureDescription\n341,100ml\n400,1 slice\n999,Refuse\n",
    "CONVERSION FACTOR.csv": (
        "FoodID,MeasureID,ConversionFactorValue,ConvFactorDateOfEntry\n"
        "2,341,0.40167,1997-02-01\n2,400,0.55,1997-02-01\n2,999,0.1,1997-02-01\n"
    ),
}


def folder(path: Path, files: dict[str, str], encoding: str, **changes: str) -> str:
    """The files of a data set in a folder; `changes` replace one, named without ".csv"."""
    path.mkdir()
    for name, content in files.items():
        content = changes.get(name.removesuffix(".csv").replace(" ", "_"), content)
        (path / name).write_bytes(content.encode(encoding))
    return str(path)


def packed(path: Path, files: dict[str, str], encoding: str) -> str:
    """The same as a zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"outer/{name}", content.encode(encoding))
    return str(path)
