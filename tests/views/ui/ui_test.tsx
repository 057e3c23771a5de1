import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { blankForm, type FormState } from "../../../views/ui/form_state.ts";
import { StatusBanner } from "../../../views/ui/banner.tsx";
import { ConfirmPage } from "../../../views/ui/confirm.tsx";
import { Form } from "../../../views/ui/form.tsx";
import {
  Checkbox,
  Checkboxes,
  NumberInput,
  Select,
  TextArea,
  TextInput,
} from "../../../views/ui/inputs.tsx";
import { Search } from "../../../views/ui/search.tsx";
import { read } from "../../support/html.ts";
import { UtcTime } from "../../../views/ui/utc_time.tsx";
import { isolated } from "../../../views/ui/isolated.ts";

const EVIL = `"><img src=x onerror="alert('1')">`;
const OPTIONS = [{ value: "a", label: "First" }, { value: "b", label: "Second" }];

const typed = (values: FormState["values"], ...fields: string[]): FormState => ({
  values,
  errors: fields.map((field) => ({ field, message: `The ${field} is wrong.` })),
});

describe("a form", () => {
  it("is sent as it is, by its button, with its key", () => {
    const form = read(
      <Form action="/x" state={blankForm()} submit="Save" cancel="/back" formKey="k-1">field</Form>,
    );
    assert.equal(form.count('form.form[method="post"][action="/x"][novalidate]'), 1);
    assert.deepEqual(form.fields(), { form_key: "k-1" });
    assert.equal(form.text('button.primary[type="submit"]'), "Save");
    assert.equal(form.text('a.button[href="/back"]'), "Cancel");
    assert.equal(form.has('[role="alert"]'), false);
    assert.doesNotMatch(form.source, /hx-/);
  });

  it("says on top what is wrong, and leads to each field", () => {
    const form = (state: FormState) => read(<Form action="/x" state={state} submit="Save" />);
    const one = form(typed({}, "name")).one('[role="alert"]');
    assert.match(one.text(), /Please correct one field:/);
    assert.equal(one.text('a[href="#name"]'), "The name is wrong.");
    const two = form(typed({}, "name", "place.latitude")).one('[role="alert"]');
    assert.match(two.text(), /Please correct these fields:/);
    assert.deepEqual(two.attributes("href", "a"), ["#name", "#place"]);
    const general = form({ values: {}, errors: [{ field: "", message: `No: ${EVIL}` }] });
    assert.equal(general.text('[role="alert"]'), `No: ${EVIL}`);
    assert.equal(general.has("a, img"), false);
  });
});

describe("inputs", () => {
  const everyInput = (state: FormState) => [
    read(<TextInput state={state} name="x" label="Label" hint="A hint." />),
    read(<NumberInput state={state} name="x" label="Label" hint="A hint." unit="kW" />),
    read(<TextArea state={state} name="x" label="Label" hint="A hint." />),
    read(<Select state={state} name="x" label="Label" hint="A hint." options={OPTIONS} />),
  ];

  it("have a label of their own, and are described by their hint and their error", () => {
    for (const input of everyInput(typed({ x: "1" }, "x"))) {
      assert.match(input.text('label[for="x"]'), /^Label/);
      const field = input.one("#x[name=x]");
      assert.equal(field.attribute("aria-invalid"), "true");
      assert.equal(field.attribute("aria-describedby"), "x-error x-hint");
      assert.deepEqual(input.errors(), { x: "The x is wrong." });
      assert.equal(input.text("p.hint#x-hint"), "A hint.");
    }
    for (const input of everyInput(blankForm())) {
      assert.equal(input.has("[aria-invalid], .error"), false);
      assert.doesNotMatch(input.source, /null|undefined/);
    }
  });

  it("keep what was typed, as text", () => {
    const inputs = everyInput(typed({ x: EVIL }));
    assert.deepEqual(inputs.slice(0, 3).map((input) => input.field("x")), [EVIL, EVIL, EVIL]);
    for (const input of inputs) assert.equal(input.has("img"), false);
    const select = everyInput(typed({ x: "b" }))[3]!;
    assert.deepEqual([select.field("x"), select.text("[selected]")], ["b", "Second"]);
    assert.equal(everyInput(blankForm({ x: 0 }))[1]!.field("x"), "0");
  });

  it("never write a password back", () => {
    const input = read(
      <TextInput state={typed({ p: "secret" }, "p")} name="p" label="Password" type="password" />,
    );
    assert.equal(input.has("[value]"), false);
    assert.doesNotMatch(input.source, /secret/);
  });

  it("tick the boxes that were ticked", () => {
    const box = (values: object) =>
      read(<Checkbox state={blankForm(values)} name="x" label="Yes" />).has("[checked]");
    assert.equal(box({ x: "on" }), true);
    for (const values of [{}, { x: "" }, { x: null }]) assert.equal(box(values), false);
    const boxes = read(
      <Checkboxes
        state={typed({ x: ["b", "c"] }, "x")}
        name="x"
        label="Which?"
        options={OPTIONS}
      />,
    ).one("fieldset#x");
    assert.equal(boxes.text("legend"), "Which?");
    assert.match(boxes.text(), /The x is wrong\./);
    assert.deepEqual(boxes.attributes("value", "input"), ["a", "b"]);
    assert.deepEqual(boxes.field("x"), ["b"]);
  });
});

describe("a page before an act", () => {
  const page = (props: Partial<Parameters<typeof ConfirmPage>[0]> = {}) =>
    read(
      <ConfirmPage title="Delete it?" action="/x/delete" submit="Delete" cancel="/x" {...props}>
        <p>3 sites go.</p>
      </ConfirmPage>,
    );

  it("says what will happen, and leads back", () => {
    assert.equal(page().text("h1"), "Delete it?");
    assert.match(page().text(), /3 sites go\./);
    assert.equal(page().text("button.danger"), "Delete");
    assert.equal(page().count('a[href="/x"]'), 1);
    assert.equal(page().has("[name=confirm_name]"), false);
    assert.equal(page({ danger: false }).has(".danger"), false);
  });

  it("asks for the name, and shows it as text", () => {
    const asking = page({ name: EVIL, state: typed({ confirm_name: EVIL }, "confirm_name") });
    assert.equal(asking.field("confirm_name"), EVIL);
    assert.equal(asking.text(".hint b"), EVIL);
    assert.deepEqual(Object.keys(asking.errors()), ["confirm_name"]);
    assert.equal(asking.has("img"), false);
  });
});

describe("a search", () => {
  it("works as a plain form, and swaps its list while one types", () => {
    const search = read(<Search action="/users" label="Find" query={EVIL} part="list" />);
    const form = search.one('form.search[method="get"][action="/users"][role="search"]');
    assert.equal(form.text('label.visually-hidden[for="q"]'), "Find");
    assert.equal(search.count('[hx-get="/users"][hx-target="#list"]'), 1);
    assert.deepEqual(form.fields(), { q: EVIL });
  });
});

describe("a time of no zone", () => {
  const time = (at: string | null, never?: string) => String(<UtcTime at={at} never={never} />);

  it("is a day and a time in UTC, and exact for programs", () => {
    assert.equal(
      time("2026-06-01T08:07:59.999999Z"),
      '<time datetime="2026-06-01T08:07:59.999999Z">1 Jun 2026, 08:07 UTC</time>',
    );
  });

  it("is a word where there is none, and as it is where it is no time of a calendar", () => {
    assert.deepEqual([time(null), time(null, "(unknown)")], ["never", "(unknown)"]);
    for (const at of ["infinity", "-infinity", "12026-01-01T00:00:00Z"]) assert.equal(time(at), at);
    assert.equal(time("0044-03-15T00:00:00 BCZ"), "0044-03-15T00:00:00 BCZ");
  });
});

describe("the banner", () => {
  const banner = (
    status: string,
    message: string | null = null,
    created_utc: string | null = null,
  ) => read(<StatusBanner status={status} message={message} created_utc={created_utc} />);

  it("says in words what its colour says", () => {
    const error = banner("error", "No data.").one(".banner.error");
    assert.equal(error.text("strong"), "Error");
    assert.match(error.text(), /^Error No data/);
    assert.match(banner("ok").text(), /All is well/);
    assert.doesNotMatch(banner("error").source, /since|null|undefined/);
    const dated = banner("error", null, "2026-06-01T08:07:00Z");
    assert.match(dated.text(), /since 1 Jun 2026/);
    assert.match(dated.text("time"), /^1 Jun 2026/);
  });

  it("looks like a warning for a word that it doesn't know, which is no class of ours", () => {
    for (const word of ["degraded", "visually-hidden", "__proto__", "constructor"]) {
      const warning = banner(word).one("aside");
      assert.equal(warning.attribute("class"), "banner warning");
      assert.equal(warning.text("strong"), word);
    }
    assert.equal(banner(EVIL, EVIL).has("img"), false);
  });
});

describe("a name in a title or an option", () => {
  it("keeps its direction to itself, and is as it is where it turns nothing", () => {
    assert.equal(isolated("Łódź 2 (roof) 🌞"), "Łódź 2 (roof) 🌞");
    assert.equal(isolated("محطة"), "\u2068محطة\u2069");
    assert.equal(isolated("a\u202eb\u2069c"), "\u2068abc\u2069");
  });
});
