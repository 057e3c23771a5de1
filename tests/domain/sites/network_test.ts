import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { dnoName, gspName, networkText, readDno, readGsp } from "../../../domain/sites/network.ts";
import { columnText } from "../../../domain/sites/site_columns.ts";

const DNO = { dno_id: "12", name: "_C", long_name: "UKPN (London)" };
const GSP = { gsp_id: "69", name: "Clyde’s Mill" };

describe("DNO and GSP of a site", () => {
  it("are read as they were written", () => {
    assert.deepEqual(readDno(networkText(DNO)), DNO);
    assert.deepEqual(readGsp(networkText(GSP)), GSP);
    assert.deepEqual([readDno(null), readGsp(null)], [null, null]);
  });

  for (const text of ["", "UKPN", "12", "[1]", "null", '"_C"', "{"]) {
    it(`are a name where another writer stored ${text || "nothing"}`, () => {
      assert.deepEqual(readDno(text), { dno_id: null, name: text, long_name: null });
      assert.deepEqual(readGsp(text), { gsp_id: null, name: text });
      assert.deepEqual([dnoName(text), gspName(text)], [text, text]);
    });
  }

  it("are as much as there is where another writer stored something else", () => {
    const odd = '{"dno_id": 12, "gsp_id": 7, "name": {"a": 1}, "more": true}';
    assert.deepEqual(readDno(odd), { dno_id: "12", name: null, long_name: null });
    assert.deepEqual(readGsp(odd), { gsp_id: "7", name: null });
    assert.deepEqual([dnoName(odd), gspName(odd)], [null, null]);
  });

  it("have no name for people outside Great Britain, nor where nothing is known", () => {
    const outside = networkText({ dno_id: "999", name: "unknown", long_name: "unknown" });
    assert.equal(dnoName(outside), null);
    assert.equal(gspName(networkText({ gsp_id: "999", name: "unknown" })), null);
    assert.deepEqual([dnoName(null), gspName(null)], [null, null]);
    assert.equal(dnoName(networkText(DNO)), "UKPN (London)");
  });

  it("stand in a site's history by their names", () => {
    assert.equal(columnText("dno", networkText(DNO)), "UKPN (London)");
    assert.equal(columnText("gsp", networkText(GSP)), "Clyde’s Mill");
    assert.equal(columnText("dno", "anything"), "anything");
    assert.equal(columnText("gsp", null), "empty");
  });
});
