#!/usr/bin/env python3
"""Makes the workbooks beside it, and streams that zlib has packed.

    pip install openpyxl XlsxWriter
    python3 make.py

LibreOffice's workbooks are made where `soffice` is installed. Each workbook has the twin NAME.csv, with the cells of its first
worksheet as they are to be read; those that are made by hand imitate what WPS and Excel write.
"""
import base64, csv, datetime, io, os, random, shutil, subprocess, tempfile, zipfile, zlib

import openpyxl
import xlsxwriter

HERE = os.path.dirname(os.path.abspath(__file__))
HEADINGS = ["小区名称", "户数", "收费率", "评定日期", "有车库", "等次", "备注"]
DAY = datetime.date
ROWS = [
    ["甲园", 1200, 0.58, DAY(2025, 8, 1), True, "优", "沿街，两梯四户"],
    ["乙苑", 7.5, 0.955, DAY(2024, 2, 29), False, "良", "一行\n两行"],
    ["丙里", 0.1 + 0.2, 0.07, DAY(1999, 12, 31), True, "优", "“引号”和\"直引号\""],
    ["丁府", None, None, None, None, None, None],
    ["戊庭 & <东>", 123456789012345, 1, DAY(2100, 3, 1), False, "良", "\t制表符"],
]
TWIN = [
    ["甲园", "1200", "58%", "2025-08-01", "是", "优", "沿街，两梯四户"],
    ["乙苑", "7.5", "95.5%", "2024-02-29", "否", "良", "一行\n两行"],
    ["丙里", "0.3", "7%", "1999-12-31", "是", "优", "“引号”和\"直引号\""],
    ["丁府", "", "", "", "", "", ""],
    ["戊庭 & <东>", "123456789012345", "100%", "2100-03-01", "否", "良", "\t制表符"],
]


def path(name):
    return os.path.join(HERE, name)


def write_csv(name, rows):
    with open(path(name), "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def twin(name, rows=None):
    write_csv(name + ".csv", rows if rows is not None else [HEADINGS] + TWIN)


def zipped(name, parts, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path(name), "w", method) as archive:
        for part, text in parts.items():
            info = zipfile.ZipInfo(part, (2025, 1, 1, 0, 0, 0))
            info.compress_type = method
            archive.writestr(info, text if isinstance(text, bytes) else text.encode("utf-8"))


def serial(day, start=DAY(1899, 12, 30)):
    return (day - start).days


def escaped(text):
    for sign, name in ("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"):
        text = text.replace(sign, name)
    return text


# MARK: Programs


def by_openpyxl():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "小区"
    sheet.append(HEADINGS)
    for row in ROWS:
        sheet.append(row)
    for row in sheet.iter_rows(min_row=2):
        row[2].number_format = "0.0%"
        row[3].number_format = 'yyyy"年"m"月"d"日"'
    book.save(path("openpyxl.xlsx"))
    twin("openpyxl")


def by_xlsxwriter():
    for name, options in ("xlsxwriter", {}), ("xlsxwriter-inline", {"in_memory": True, "constant_memory": True}):
        book = xlsxwriter.Workbook(path(name + ".xlsx"), options)
        book.set_properties({"created": datetime.datetime(2025, 1, 1)})
        sheet = book.add_worksheet("小区")
        share, date = book.add_format({"num_format": 10}), book.add_format({"num_format": "yyyy/m/d;@"})
        for column, heading in enumerate(HEADINGS):
            sheet.write_string(0, column, heading)
        for number, row in enumerate(ROWS, 1):
            for column, cell in enumerate(row):
                if cell is None:
                    sheet.write_blank(number, column, None, share)
                elif isinstance(cell, bool):
                    sheet.write_boolean(number, column, cell)
                elif isinstance(cell, DAY):
                    sheet.write_datetime(number, column, cell, date)
                elif isinstance(cell, str):
                    sheet.write_string(number, column, cell)
                else:
                    sheet.write_number(number, column, cell, share if column == 2 else None)
        book.close()
        twin(name)


def soffice(folder, *arguments):
    profile = "-env:UserInstallation=file://" + os.path.join(folder, "profile")
    subprocess.run(["soffice", "--headless", profile, *arguments], check=True, stdout=subprocess.DEVNULL)


def by_libreoffice():
    if shutil.which("soffice") is None:
        print("LibreOffice is not installed: its workbooks stay as they are")
        return
    with tempfile.TemporaryDirectory() as folder:
        for source in "openpyxl", "xlsxwriter":
            target = "libreoffice-" + source
            shutil.copy(path(source + ".xlsx"), os.path.join(folder, target + ".xlsx"))
            os.makedirs(os.path.join(folder, "out"), exist_ok=True)
            # By way of its own form, so that it writes what it has understood.
            soffice(folder, "--convert-to", "ods", "--outdir", folder, os.path.join(folder, target + ".xlsx"))
            soffice(folder, "--convert-to", "xlsx", "--outdir", os.path.join(folder, "out"), os.path.join(folder, target + ".ods"))
            shutil.copy(os.path.join(folder, "out", target + ".xlsx"), path(target + ".xlsx"))
            # It leaves out the tab.
            twin(target, [HEADINGS] + [[cell.strip("\t") for cell in row] for row in TWIN])
        shutil.copy(os.path.join(folder, "libreoffice-openpyxl.ods"), path("foreign.ods"))
        soffice(folder, "--convert-to", "xls", "--outdir", folder, path("openpyxl.xlsx"))
        shutil.copy(os.path.join(folder, "openpyxl.xls"), path("foreign.xls"))


# MARK: By hand

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = (
    '<styleSheet xmlns="{main}"><numFmts count="2"><numFmt numFmtId="176" formatCode="0.00_);[Red]\\(0.00\\)"/>'
    '<numFmt numFmtId="177" formatCode="[$-804]yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/></numFmts>'
    '<cellStyleXfs count="1"><xf numFmtId="9"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="177"/><xf numFmtId="176"/></cellXfs></styleSheet>'
)


def relations(entries, office=OFFICE):
    lines = "".join(
        f'<Relationship Id="{id}" Type="{office}/{kind}" Target="{target}"/>' for id, kind, target in entries)
    return HEAD + f'<Relationships xmlns="{PACKAGE}">{lines}</Relationships>'


TYPES = HEAD + (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>')


def workbook(sheets, main=MAIN, office=OFFICE, properties="", behind=""):
    tabs = "".join(f'<sheet name="{escaped(name)}" sheetId="{n}" {state}r:id="{id}"/>' for n, (name, id, state) in enumerate(sheets, 1))
    return HEAD + f'<workbook xmlns="{main}" xmlns:r="{office}">{properties}<sheets>{tabs}</sheets>{behind}</workbook>'


def number_text(value):
    return repr(float(value)) if isinstance(value, float) else str(value)


def sheet_rows(rows, shared, share, day, with_places=True, start=DAY(1899, 12, 30), digits="%.17g", tag=""):
    text = ""
    for number, row in enumerate(rows, 1):
        cells = ""
        for column, cell in enumerate(row):
            place = f' r="{"ABCDEFGHIJ"[column]}{number}"' if with_places else ""
            if cell is None:
                cells += f'<{tag}c{place} s="1"/>'
            elif isinstance(cell, bool):
                cells += f'<{tag}c{place} t="b"><{tag}v>{int(cell)}</{tag}v></{tag}c>'
            elif isinstance(cell, DAY):
                cells += f'<{tag}c{place} s="{day}"><{tag}v>{serial(cell, start)}</{tag}v></{tag}c>'
            elif isinstance(cell, str):
                if cell not in shared:
                    shared.append(cell)
                cells += f'<{tag}c{place} t="s"><{tag}v>{shared.index(cell)}</{tag}v></{tag}c>'
            else:
                style = share if column == 2 else 0
                value = digits % cell if isinstance(cell, float) else cell
                cells += f'<{tag}c{place} s="{style}"><{tag}v>{value}</{tag}v></{tag}c>'
        text += f'<{tag}row{f" r={chr(34)}{number}{chr(34)}" if with_places else ""}>{cells}</{tag}row>'
    return text


def strings(shared, main=MAIN, item=lambda text: f'<si><t xml:space="preserve">{escaped(text)}</t></si>'):
    return HEAD + f'<sst xmlns="{main}" count="{len(shared)}" uniqueCount="{len(shared)}">{"".join(map(item, shared))}</sst>'


def like_wps():
    """Relations in odd order and from the root, a dimension that is wrong, no places of cells, and further parts of its own."""
    shared = []
    rows = sheet_rows([HEADINGS] + ROWS, shared, 1, 2, with_places=False)
    zipped("wps.xlsx", {
        "_rels/.rels": relations([("rId4", "custom-properties", "docProps/custom.xml"), ("rId1", "officeDocument", "/xl/workbook.xml")]),
        "[Content_Types].xml": TYPES,
        "docProps/custom.xml": HEAD + '<Properties/>',
        "xl/worksheets/sheet7.xml": HEAD + f'<worksheet xmlns="{MAIN}"><dimension ref="A1:A1"/><sheetData>{rows}</sheetData></worksheet>',
        "xl/_rels/workbook.xml.rels": relations([("rId9", "styles", "/xl/styles.xml"), ("rId3", "sharedStrings", "../xl/sharedStrings.xml"), ("rId7", "worksheet", "/xl/worksheets/sheet7.xml")]),
        "xl/workbook.xml": workbook([("小区", "rId7", "")], properties='<workbookPr/><bookViews><workbookView/></bookViews>'),
        "xl/styles.xml": HEAD + STYLES.format(main=MAIN),
        "xl/sharedStrings.xml": strings(shared),
    })
    twin("wps")


def like_excel():
    """Seventeen digits, runs of several looks with what they are read as, and escapes."""
    shared = []
    rows = sheet_rows([HEADINGS] + ROWS, shared, 1, 2)

    def item(text):
        if text == "小区名称":
            return ('<si><r><t>小区</t></r><r><rPr><b/></rPr><t>名称</t></r><rPh sb="0" eb="2"><t>シャオチュ</t></rPh>'
                    '<phoneticPr fontId="1"/></si>')
        if "\n" in text:
            return f'<si><t>{escaped(text).replace(chr(10), "&#10;")}</t></si>'
        return f'<si><t xml:space="preserve">{escaped(text).replace(chr(9), "_x0009_")}</t></si>'

    zipped("excel.xlsx", {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations([("rId1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": workbook([("小区", "rId1", "")], behind='<calcPr calcId="191029"/>'),
        "xl/_rels/workbook.xml.rels": relations([("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml"), ("rId3", "sharedStrings", "sharedStrings.xml")]),
        "xl/worksheets/sheet1.xml": HEAD + f'<worksheet xmlns="{MAIN}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac"><dimension ref="A1:G6"/><sheetViews><sheetView workbookViewId="0"/></sheetViews><cols><col min="1" max="7" width="12" customWidth="1"/></cols><sheetData>{rows}</sheetData><phoneticPr fontId="1" type="noConversion"/><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>',
        "xl/styles.xml": HEAD + STYLES.format(main=MAIN),
        "xl/sharedStrings.xml": strings(shared, item=item),
    })
    twin("excel")


def strict():
    """The strict edition, days counted from 1904, dates as such (t="d") beside them."""
    shared = []
    start = DAY(1904, 1, 1)
    rows = sheet_rows([HEADINGS] + ROWS, shared, 1, 2, start=start)
    later = serial(ROWS[0][3], start)
    assert f'<v>{later}</v>' in rows
    rows = rows.replace(f'<c r="D2" s="2"><v>{later}</v></c>', '<c r="D2" s="2" t="d"><v>2025-08-01</v></c>')
    # What lies before 1904 has no number there.
    zipped("strict-1904.xlsx", {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations([("rId1", "officeDocument", "xl/workbook.xml")], STRICT_OFFICE),
        "xl/workbook.xml": workbook([("小区", "rId1", "")], STRICT, STRICT_OFFICE, properties='<workbookPr date1904="true"/>'),
        "xl/_rels/workbook.xml.rels": relations([("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml"), ("rId3", "sharedStrings", "sharedStrings.xml")], STRICT_OFFICE),
        "xl/worksheets/sheet1.xml": HEAD + f'<worksheet xmlns="{STRICT}"><sheetData>{rows}</sheetData></worksheet>',
        "xl/styles.xml": HEAD + STYLES.format(main=STRICT),
        "xl/sharedStrings.xml": strings(shared, STRICT),
    })
    twin("strict-1904")


def prefixed():
    """Prefixes before all names, parts in UTF-16, files that are not packed, texts in cells."""
    shared = []
    rows = sheet_rows([HEADINGS] + ROWS, shared, 1, 2, tag="x:")
    for place, text in enumerate(shared):
        rows = rows.replace(f't="s"><x:v>{place}</x:v>', f't="inlineStr"><x:is><x:t>{escaped(text)}</x:t></x:is>')
    text = f'<?xml version="1.0" encoding="UTF-16"?><x:worksheet xmlns:x="{MAIN}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    zipped("prefixed-utf16.xlsx", {
        "_rels/.rels": relations([("rId1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": HEAD + f'<x:workbook xmlns:x="{MAIN}"><x:sheets><x:sheet name="小区" sheetId="1" rel:id="rId1" xmlns:rel="{OFFICE}"/></x:sheets></x:workbook>',
        "xl/_rels/workbook.xml.rels": relations([("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml")]),
        "xl/worksheets/sheet1.xml": text.encode("utf-16"),
        "xl/styles.xml": HEAD + STYLES.format(main=MAIN),
    }, zipfile.ZIP_STORED)
    twin("prefixed-utf16")


def book(name, sheets, styles=None, extra=None, **more):
    """Sheets as (name, state, rows of cells in XML, what stands behind them)."""
    entries = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations([("rId1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": workbook([(title, f"rId{n}", state) for n, (title, state, _, _) in enumerate(sheets, 1)], **more),
        "xl/_rels/workbook.xml.rels": relations(entries + [("rId90", "styles", "styles.xml")] + (extra or [])),
        "xl/styles.xml": HEAD + (styles or STYLES.format(main=MAIN)),
    }
    for n, (_, _, rows, behind) in enumerate(sheets, 1):
        before, _, after = behind.partition("|")
        parts[f"xl/worksheets/sheet{n}.xml"] = HEAD + f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    for id, kind, target in extra or []:
        parts["xl/" + target] = b"\0"
    zipped(name, parts)


def inline(rows):
    """Rows of texts, or of cells in XML."""
    text = ""
    for number, row in enumerate(rows, 1):
        cells = ""
        for column, cell in enumerate(row):
            place = f'r="{"ABCDEFGHIJ"[column]}{number}"'
            cells += cell.replace("<c ", f"<c {place} ") if cell.startswith("<c ") else (
                f'<c {place} t="inlineStr"><is><t>{escaped(cell)}</t></is></c>' if cell else "")
        text += f'<row r="{number}">{cells}</row>'
    return text


FORMATS = [
    # How a number is shown, what is stored, and what it says.
    ("General", "0.57999999999999996", "0.58"),
    ("General", "1E-3", "0.001"),
    ("General", "5.0000000000000003E-2", "0.05"),
    ("General", "1.4010919900101E+17", "1.4010919900101E+17"),
    ("0.00E+00", "12345", "12345"),
    ("0%", "95", "9500%"),
    ("0.0%;[Red]-0.0%", "-0.125", "-12.5%"),
    ('0"户"', "12", "12户"),
    ('0.0,"千元"', "12345", "12.345千元"),
    ('0!.0,"万元"', "123456", "12.3456万元"),
    ('"¥"#,##0.00', "1200.5", "1200.5"),
    ("[$¥-804]#,##0.00_);([$¥-804]#,##0.00)", "-3", "-3"),
    ("000000", "123", "000123"),
    ('[=1]"是";[=0]"否";General', "1", "是"),
    ('[=1]"是";[=0]"否";General', "0", "否"),
    ('[<60]"差"0;0', "59", "差59"),
    ("# ?/?", "0.5", "0.5"),
    ("[DBNum1][$-804]General", "3", "3"),
    ('"共"0"分"', "7", "共7分"),
    (";;;", "5", "5"),
    ("yyyy-mm-dd", "45870", "2025-08-01"),
    ('yyyy"年"m"月"d"日"', "45870.75", "2025-08-01"),
    ("m/d/yy h:mm", "45870.395833333336", "2025-08-01 09:30"),
    ("e/m/d", "45870", "2025-08-01"),
    ("d\\ mmmm\\ yyyy", "45870", "2025-08-01"),
    ("上午/下午h\"时\"mm\"分\"", "0.5", "12:00"),
    ("[h]:mm:ss", "1.5006944444444446", "36:01"),
    ("mm:ss.0", "0.00034722222222222224", "00:00:30"),
    ('yyyy"年"m"月"', "45870", "2025-08-01"),
    ("[$-804]aaaa", "45870", "2025-08-01"),
    ("yyyy-mm-dd", "60", "1900-02-29"),
    ("yyyy-mm-dd", "59", "1900-02-28"),
    ("yyyy-mm-dd", "1", "1900-01-01"),
    ("yyyy-mm-dd", "0", "1900-01-00"),
    ("yyyy-mm-dd", "-1", "#####"),
    ("yyyy-mm-dd", "2958465", "9999-12-31"),
    ("yyyy-mm-dd", "2958466", "#####"),
]


def formats():
    codes = "".join(f'<numFmt numFmtId="{200 + n}" formatCode="{escaped(code)}"/>' for n, (code, _, _) in enumerate(FORMATS))
    xfs = '<xf numFmtId="0"/>' + "".join(f'<xf numFmtId="{200 + n}"/>' for n in range(len(FORMATS)))
    styles = f'<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts><cellXfs>{xfs}</cellXfs></styleSheet>'
    rows = [[code, f'<c s="{n}"><v>{stored}</v></c>'] for n, (code, stored, _) in enumerate(FORMATS, 1)]
    book("formats.xlsx", [("格式", "", inline([["格式", "值"]] + rows), "")], styles)
    twin("formats", [["格式", "值"]] + [[code, said] for code, _, said in FORMATS])


def cells():
    """Cells of each type, formulas with and without results, errors."""
    rows = [
        ["名称", "值"],
        ["错误", '<c t="e"><v>#DIV/0!</v></c>'],
        ["算过的公式", '<c ><f>1+1</f><v>2</v></c>'],
        ["算出文字", '<c t="str"><f>"a"</f><v>文字</v></c>'],
        ["算出空", '<c t="str"><f>""</f><v></v></c>'],
        ["没算的公式", "<c ><f>SUM(A1:A3)</f></c>"],
        ["没算的公式二", "<c ><f>SUM(A1:A3)</f><v/></c>"],
        ["算出错误", '<c t="e"><f>1/0</f><v>#N/A</v></c>'],
        ["真", '<c t="b"><v>1</v></c>'],
        ["日期", '<c t="d"><v>2025-08-01T00:00:00</v></c>'],
        ["换行", '<c t="inlineStr"><is><t>一_x000D_\n二</t></is></c>'],
        ["转义", '<c t="inlineStr"><is><t>_x005F_x000D_</t></is></c>'],
        ["注音", '<c t="inlineStr"><is><r><t xml:space="preserve">漢 </t></r><r><t>字</t></r><rPh sb="0" eb="1"><t>カンジ</t></rPh></is></c>'],
        ["空单元格", '<c s="1"/>'],
        ["原样", '<c t="inlineStr"><is><t><![CDATA[<甲&乙>]]></t></is></c>'],
        ["不是数", "<c ><v>1,5</v></c>"],
        ["文本标记", "'0123"],
        ["", ""],
        ["隔一行", "末"],
    ]
    book("cells.xlsx", [("单元格", "", inline(rows), "")])
    twin("cells", [
        ["名称", "值"], ["错误", "#DIV/0!"], ["算过的公式", "2"], ["算出文字", "文字"], ["算出空", ""],
        ["没算的公式", "=SUM(A1:A3)"], ["没算的公式二", "=SUM(A1:A3)"], ["算出错误", "#N/A"], ["真", "是"],
        ["日期", "2025-08-01T00:00:00"], ["换行", "一\r\n二"], ["转义", "_x000D_"], ["注音", "漢 字"], ["空单元格", ""],
        ["原样", "<甲&乙>"], ["不是数", "1,5"], ["文本标记", "'0123"], ["", ""], ["隔一行", "末"]])


def several():
    """Sheets, their records, notes, lists that nobody sees, hidden rows, a filter and merged cells."""
    main = inline([
        ["某市小区情况表"], ["小区名称", "户数", "收费率"], ["甲园", '<c ><v>1200</v></c>', '<c s="1"><v>0.9</v></c>'],
        ["乙苑", '<c ><v>800</v></c>', '<c s="1"><v>0.8</v></c>'], ["丙里", "多", '<c s="1"><v>0.7</v></c>'],
        ["填表人：某某"]]).replace('<row r="4">', '<row r="4" hidden="1">')
    records = inline([["小区名称", "日期", "事由"], ["甲园", '<c s="2"><v>45870</v></c>', "消防"], ["甲园", '<c s="2"><v>x</v></c>', "消防"], ["丙里", "", "无"]])
    book("several.xlsx", [
        ("填表说明", "", inline([["怎样填", "收费率填百分比"], ["小区", "填全称"]]), ""),
        ("小区", "", main, '<cols><col min="3" max="3" hidden="1"/></cols>|<autoFilter ref="A2:C5"><filterColumn colId="0"/></autoFilter><mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="B3:B4"/><mergeCell ref="A6:C6"/></mergeCells>'),
        ("2025年行政处罚", "", records, ""),
        ("选项", 'state="hidden" ', inline([["优"], ["良"]]), ""),
        ("空表", "", "", ""),
    ], extra=[("rId80", "vbaProject", "vbaProject.bin")])
    write_csv("several.小区.csv", [
        ["某市小区情况表", "", ""], ["小区名称", "户数", "收费率"], ["甲园", "1200", "90%"], ["乙苑", "800", "80%"],
        ["丙里", "多", "70%"], ["填表人：某某", "", ""]])
    write_csv("several.行政处罚.csv", [
        ["小区名称", "日期", "事由"], ["甲园", "2025-08-01", "消防"], ["甲园", "x", "消防"], ["丙里", "", "无"]])
    book("hidden-records.xlsx", [
        ("小区", "", inline([["小区名称", "户数"], ["甲园", "1"]]), ""),
        ("行政处罚", 'state="veryHidden" ', inline([["小区名称", "日期", "事由"], ["甲园", "2025-08-01", "消防"]]), "")])
    book("stale.xlsx", [("小区", "", inline([["小区名称", "户数"], ["甲园", "<c ><f>1+1</f><v>0</v></c>"]]), "")],
         behind='<calcPr fullCalcOnLoad="1"/>')
    twin("stale", [["小区名称", "户数"], ["甲园", "=1+1"]])


def hostile():
    """What is refused, each with a message of its own."""
    rows = inline([["小区名称", "户数"], ["甲园", "1"]])
    book("bad-cell.xlsx", [("小区", "", rows + '<row r="3"><c r="B3" t="s"><v>7</v></c></row>', "")])
    book("bad-order.xlsx", [("小区", "", rows + '<row r="2"><c r="A2"><v>7</v></c></row>', "")])
    text = zipfile.ZipFile(path("bad-cell.xlsx")).read("xl/workbook.xml").decode()
    for name, change in {
        "grammar.xlsx": text.replace("<workbook", '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><workbook', 1),
        "deep.xlsx": text.replace("</workbook>", "<a>" * 300 + "</a>" * 300 + "</workbook>"),
        "missing.xlsx": text.replace("rId1", "rId77"),
        "encoding.xlsx": text.replace('encoding="UTF-8"', 'encoding="GB2312"'),
    }.items():
        parts = {part: zipfile.ZipFile(path("bad-cell.xlsx")).read(part) for part in zipfile.ZipFile(path("bad-cell.xlsx")).namelist()}
        parts["xl/workbook.xml"] = change
        zipped(name, parts)
    parts["xl/workbook.xml"] = text
    parts["xl/worksheets/sheet1.xml"] = f'<worksheet xmlns="{MAIN}"><sheetData>' + " " * (20 << 20) + "</sheetData></worksheet>"
    zipped("dense.xlsx", parts)
    zipped("document.xlsx", {"[Content_Types].xml": TYPES, "_rels/.rels": relations([("rId1", "officeDocument", "word/document.xml")]), "word/document.xml": HEAD + "<document/>"})
    zipped("archive.xlsx", {"甲.csv": "小区名称\n"})
    zipped("binary.xlsx", {"[Content_Types].xml": TYPES, "xl/workbook.bin": b"\0"})
    zipped("numbers.xlsx", {"Index/Document.iwa": b"\0"})
    with open(path("encrypted.xlsx"), "wb") as file:
        file.write(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + "EncryptedPackage".encode("utf-16-le") + bytes(500))


def streams():
    """What zlib makes of some contents, at each of its levels and in each of its ways: name, length, checksum, stream."""
    chance = random.Random(7)
    words = [bytes(chance.choices(b"abcdefgh", k=chance.randint(1, 9))) for _ in range(60)]
    contents = {
        "empty": b"", "one": b"a", "run": b"a" * 5_000, "text": b" ".join(chance.choices(words, k=700)),
        "noise": chance.randbytes(900), "far": chance.randbytes(300) + bytes(32_000) + chance.randbytes(5),
        "bytes": bytes(range(256)) * 3,
    }
    contents["far"] += contents["far"][:300]
    with open(path("streams.txt"), "w") as file:
        for name, content in contents.items():
            made = {}
            for level in range(10):
                made[f"level {level}"] = (level, zlib.Z_DEFAULT_STRATEGY)
            made |= {"fixed": (9, zlib.Z_FIXED), "codes": (9, zlib.Z_HUFFMAN_ONLY), "runs": (9, zlib.Z_RLE)}
            if name == "far":
                made.pop("level 0")
            for way, (level, strategy) in made.items():
                packer = zlib.compressobj(level, zlib.DEFLATED, -15, 9, strategy)
                half = len(content) // 2
                packed = packer.compress(content[:half]) + (packer.flush(zlib.Z_FULL_FLUSH) if way == "level 6" else b"")
                packed += packer.compress(content[half:]) + packer.flush()
                file.write(f"{name} {way.replace(' ', '-')} {len(content)} {zlib.crc32(content)} {base64.b64encode(packed).decode()}\n")


if __name__ == "__main__":
    by_openpyxl()
    by_xlsxwriter()
    by_libreoffice()
    like_wps()
    like_excel()
    strict()
    prefixed()
    formats()
    cells()
    several()
    hostile()
    streams()
