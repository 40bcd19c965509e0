"""Small synthetic files in the shape of the genuine ones, written where a test wants them."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package'
    '.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override '
    'PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    '<sheet name="Values" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package'
    '/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def workbook(path: Path, rows: Sequence[Sequence[str | float | None]]) -> str:
    """A workbook with one sheet: text, numbers and empty cells."""
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(_cell(f"{chr(65 + n)}{number}", value) for n, value in enumerate(row))
        lines.append(f'<row r="{number}">{cells}</row>')
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f"{''.join(lines)}</sheetData></worksheet>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**_PARTS, "xl/worksheets/sheet1.xml": sheet}.items():
            archive.writestr(name, content)
    return str(path)


def _cell(place: str, value: str | float | None) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


#: FoodData Central as it exports: every field quoted, samples among the foods, its own typo.
FDC = {
    "food.csv": (
        '"fdc_id","data_type","description","food_category_id","publication_date"\n'
        '"11","sample_food","SAMPLE","1","2019-04-01"\n'
        '"12","foundation_food","Milk, whole","1","2020-10-30"\n'
        '"13","sr_legacy_food","Cereal, ""Crispy"", fortified","8","2018-04-01"\n'
        '"14","branded_food","OAT DRINK","Plant Based Milk","2021-03-19"\n'
        '"15","foundation_food","Salt","2","2020-10-30"\n'
    ),
    "nutrient.csv": (
        '"id","name","unit_name","nutrient_nbr","rank"\n'
        '"1178","Vitamin B-12","UG","418","7300.0"\n'
        '"1246","Vitamin B-12, added","UG","578","7340.0"\n'
        '"1242","Vitamin E, added","MG","573","7920.0"\n'
        '"1175","Vitamin B-6","MG","415","6800.0"\n'
        '"1165","Thiamin","MG","404","6400.0"\n'
    ),
    "food_nutrient.csv": (
        '"id","fdc_id","nutrient_id","amount","data_points","derivation_id","min","max","median",'
        '"footnote","min_year_acqured"\n'
        '"1","12","1178","0.54","3","1","","","","",""\n'
        '"2","12","1175","0.061","3","1","","","","",""\n'
        '"3","13","1178","5.0","1","1","","","","",""\n'
        '"4","13","1246","5.0","1","1","","","","",""\n'
        '"5","14","1178","0.5","","70","","","","",""\n'
        '"6","11","1178","99.0","","1","","","","",""\n'
        '"7","15","1242","7.0","","1","","","","",""\n'
    ),
    "food_portion.csv": (
        '"id","fdc_id","seq_num","amount","measure_unit_id","portion_description","modifier",'
        '"gram_weight","data_points","footnote","min_year_acquired"\n'
        '"1","12","1","1.0","1000","","","244.0","","",""\n'
        '"2","13","1","2.0","9999","","waffles","70.0","","",""\n'
    ),
    "measure_unit.csv": '"id","name"\n"1000","cup"\n"9999","undetermined"\n',
    "food_category.csv": '"id","code","description"\n"1","0100","Dairy and Egg Products"\n'
    '"2","0200","Spices and Herbs"\n"8","0800","Breakfast Cereals"\n',
    "branded_food.csv": (
        '"fdc_id","brand_owner","brand_name","subbrand_name","gtin_upc","ingredients",'
        '"serving_size","serving_size_unit","household_serving_fulltext"\n'
        '"14","Oaters Inc.","OATERS","","0001","OATS, WATER, CYANOCOBALAMIN (VITAMIN B12)",'
        '"240.0","g","1 cup"\n'
    ),
}


def fdc_folder(path: Path, **changes: str) -> str:
    """The data set in a folder; `changes` replace files, named without ".csv", "" leaves out."""
    path.mkdir()
    for name, content in FDC.items():
        content = changes.get(name.removesuffix(".csv"), content)
        if content:
            (path / name).write_text(content, encoding="utf-8")
    return str(path)


def fdc_zip(path: Path) -> str:
    """The data set as it is downloaded: a zip with one folder inside."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in FDC.items():
            archive.writestr(f"FoodData_Central_csv_2023-04-20/{name}", content)
    return str(path)


CIQUAL_HEADER = (
    "alim_grp_code;alim_grp_nom_fr;alim_ssgrp_nom_fr;alim_code;alim_nom_fr;"
    "Vitamine B1 ou Thiamine (mg/100 g);Vitamine B6 (mg/100 g);Vitamine B12 (µg/100 g)"
)
CIQUAL = (
    f"{CIQUAL_HEADER}\r\n"
    "04;viandes, œufs, poissons;œufs;22000;Œuf, cru;0,077;0,14;1,4\r\n"
    "04;viandes, œufs, poissons;viandes cuites;6253;Bœuf, rôti;0,08;-;< 0,1\r\n"
    "02;fruits;fruits crus;13000;Pomme, crue;0,02;traces;traces\r\n"
    "02;fruits;fruits crus;13001;Poire, crue;;;-\r\n"
    "02;fruits;fruits crus;13002;Prune, crue;0;0;0\r\n"
)

_COFID_EMPTY = "," * 10
COFID = (
    "Food Code,Food Name,Description,Group,Previous,Thiamin,Vitamin B6,Vitamin B12,,,\n"
    ",,,,,THIA,VITB6,VITB12,,,\n"
    '13-145,"Ackee, canned, drained",8 cans,DG,554,0.03,0.06,0.0,,,\n'
    "16-001,Cod roe,2 samples,JA,1,N,Tr,10.0,,,\n"
    "16-002,Eel,1 sample,JA,2,0.1,0.1,N,,,\n"
    "16-003,Sole,1 sample,JA,3,0.1,0.1,Tr,,,\n"
    "13-145,Watercress,another food of this code,DG,,0.1,0.1,0.0,,,\n"
)

FNDDS = (
    ("FNDDS Nutrient Values\n2021-2023 Food and Nutrient Database", None),
    (
        "Food code",
        "Main food description",
        "WWEIA Category number",
        "WWEIA Category description",
        "Thiamin (mg)",
        "Vitamin B-6 (mg)",
        "Vitamin B-12 (mcg)",
        "Vitamin B-12, added\n(mcg)",
    ),
    (11100000, "Milk, NFS", 1004, "Milk, reduced fat", 0.057, 0.061, 0.56, 0),
    (95210020, "Nutritional powder mix", 7202, "Nutritional beverages", 1.499, 2.3, 8.07, 8.08),
    (64100110, "Blackberry juice", 7002, "Fruit juice", 0, 0, 0, 0),
)

OFF_HEADER = (
    "code\turl\tproduct_name\tbrands\tingredients_text\tingredients_analysis_tags\tserving_size"
    "\tserving_quantity\tpnns_groups_2\tlast_modified_datetime\tvitamin-b6_100g\tvitamin-b12_100g"
)
OFF = (
    f"{OFF_HEADER}\n"
    '001\thttp\tOat "drink"\tOaters,X\toats, vitamin B12\ten:vegan,en:vegetarian\t1 glass (200 g)'
    "\t200\tPlant-based\t2023-01-01T00:00:00Z\t\t0.00000038\n"
    "002\thttp\tPomme\t\tapples\ten:vegan\t\t\tFruits\t2022-01-01T00:00:00Z\t\t\n"
    "003\thttp\tCookies\tM\tflour\t\t\t\tSweets\t2022-01-01T00:00:00Z\t\t1.48071\n"
    "004\thttp\t\tM\t\t\t\t\t\t\t\t0\n"
)
