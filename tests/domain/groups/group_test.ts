import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { parse } from "../../../domain/validation.ts";
import { parseForm } from "../../../routes/http/parse_form.ts";
import {
  groupChange,
  groupFields,
  groupName,
  hasUsers,
  serviceLevel,
} from "../../../domain/groups/group.ts";
import { pastedLines, sortNames, textsToLookUp } from "../../../domain/sites/site_names.ts";

const uuid = "0f1e2d3c-0000-4000-8000-000000000000";

describe("the fields of a group", () => {
  it("have a name without the space around it, and a level when one is chosen", () => {
    assert.deepEqual(parse(groupFields, { site_group_name: " Roofs " }).data, {
      site_group_name: "Roofs",
    });
    assert.deepEqual(parseForm(groupFields, { site_group_name: "R", service_level: "1" }).data, {
      site_group_name: "R",
      service_level: 1,
    });
    assert.equal(parse(groupFields, { site_group_name: "é".repeat(255) }).fields, undefined);
  });

  it("are refused by field, in JSON without guessing", () => {
    const wrong = (input: unknown) => parse(groupFields, input).fields?.map(({ field }) => field);
    assert.deepEqual(wrong({}), ["site_group_name"]);
    assert.deepEqual(wrong({ site_group_name: "  " }), ["site_group_name"]);
    assert.deepEqual(wrong({ site_group_name: 7 }), ["site_group_name"]);
    assert.deepEqual(wrong({ site_group_name: "x".repeat(256) }), ["site_group_name"]);
    for (const site_group_name of ["a\0b", "half a pair \ud800"]) {
      assert.deepEqual(wrong({ site_group_name }), ["site_group_name"]);
    }
    for (const service_level of ["1", 2, -1, 0.5, null]) {
      assert.deepEqual(wrong({ site_group_name: "R", service_level }), ["service_level"]);
    }
  });

  it("may each be absent in a change", () => {
    assert.deepEqual(parse(groupChange, {}).data, {});
    assert.deepEqual(parse(groupChange, { is_admin: "true" }).fields?.length, 1);
  });
});

describe("the words for a group", () => {
  it("are its name, or the start of its UUID", () => {
    const name = (site_group_name: string | null) =>
      groupName({ site_group_uuid: uuid, site_group_name });
    assert.deepEqual([name("Roofs"), name(null), name(" ")], [
      "Roofs",
      "Group 0f1e2d3c",
      "Group 0f1e2d3c",
    ]);
  });

  it("say the service level, also one that is not ours", () => {
    assert.deepEqual([0, 1, 7, -1, null].map(serviceLevel), [
      "0, free",
      "1, paid",
      "7",
      "-1",
      "not set",
    ]);
  });

  it("say why it cannot be deleted", () => {
    assert.equal(
      hasUsers({ site_group_uuid: uuid, site_group_name: "Roofs" }),
      `Site group with name Roofs and site group uuid ${uuid} has users and cannot be deleted.`,
    );
  });
});

describe("pasted names of sites", () => {
  const site = (name: string, text = name, in_group = false) => ({
    text,
    site_uuid: name,
    client_site_id: null,
    client_site_name: name,
    capacity_kw: null,
    active: true,
    in_group,
  });

  it("are separated by lines, commas, semicolons and tabs, with nothing between nothing", () => {
    const lines = pastedLines(" a, b;c\td \r\n\n,;\ne\0f");
    assert.deepEqual(lines.map(({ parts }) => parts), [["a", "b", "c", "d"], ["e"], ["f"]]);
    assert.deepEqual(pastedLines(" \n ,; "), []);
    assert.deepEqual(textsToLookUp(pastedLines("a,b\na")), ["a,b", "a", "b"]);
  });

  it("are told by what they mean", () => {
    const lines = pastedLines("one\nmany\nhere\nnowhere");
    const many = [site("many 1", "many"), site("many 2", "many", true)];
    const [one, here] = [site("one"), site("here", "here", true)];
    assert.deepEqual(sortNames(lines, [one, ...many, here]), {
      found: [one],
      several: [{ text: "many", sites: many }],
      present: [here],
      missing: ["nowhere"],
      twice: [],
    });
  });

  it("count once: the same words in any case, other words for one site, and what is no site", () => {
    const lines = pastedLines("One, ONE, 17, x, X");
    assert.deepEqual(textsToLookUp(lines), ["One, ONE, 17, x, X", "ONE", "17", "X"]);
    const meant = [site("one", "ONE"), site("one", "17")];
    const { found, missing, twice } = sortNames(lines, meant);
    assert.deepEqual(found, [meant[0]]);
    assert.deepEqual(missing, ["x"]);
    assert.deepEqual(twice, ["ONE", "17", "X"]);
  });

  it("may have commas, when the whole line is a name", () => {
    const farm = site("Farm, north");
    const both = [farm, site("Farm"), site("north")];
    assert.deepEqual(
      sortNames(pastedLines("farm, North"), [{ ...farm, text: "farm, North" }]).found,
      [
        { ...farm, text: "farm, North" },
      ],
    );
    assert.deepEqual(sortNames(pastedLines("Farm, north"), both).found, [farm]);
    const parts = sortNames(pastedLines("Farm, north"), both.slice(1));
    assert.deepEqual(parts.found.map(({ text }) => text), ["Farm", "north"]);
  });
});
