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
import { UtcTime } from "../../../views/ui/utc_time.tsx";

const EVIL = `"><img src=x onerror="alert('1')">`;
const OPTIONS = [{ value: "a", label: "First" }, { value: "b", label: "Second" }];

const typed = (values: FormState["values"], ...fields: string[]): FormState => ({
  values,
  errors: fields.map((field) => ({ field, message: `The ${field} is wrong.` })),
});

describe("a form", () => {
  it("is sent as it is, by its button, with its key", () => {
    const html = String(
      <Form action="/x" state={blankForm()} submit="Save" cancel="/back" formKey="k-1">field</Form>,
    );
    assert.match(html, /^<form class="form" method="post" action="\/x" novalidate/);
    assert.match(html, /<input type="hidden" name="form_key" value="k-1"/);
    assert.match(html, /<button class="primary" type="submit">Save<\/button>/);
    assert.match(html, /<a class="button" href="\/back">Cancel<\/a>/);
    assert.doesNotMatch(html, /role="alert"|hx-/);
  });

  it("says on top what is wrong, and leads to each field", () => {
    const form = (state: FormState) => String(<Form action="/x" state={state} submit="Save" />);
    const one = form(typed({}, "name"));
    assert.match(one, /role="alert".*One thing.*<a href="#name">The name is wrong\.<\/a>/s);
    assert.match(form(typed({}, "name", "place.latitude")), /Some things.*href="#place"/s);
    const general = form({ values: {}, errors: [{ field: "", message: `No: ${EVIL}` }] });
    assert.match(general, /role="alert">No: &quot;&gt;&lt;img/);
    assert.doesNotMatch(general, /<a href="#"/);
  });
});

describe("inputs", () => {
  const everyInput = (state: FormState) => [
    String(<TextInput state={state} name="x" label="Label" hint="A hint." />),
    String(<NumberInput state={state} name="x" label="Label" hint="A hint." unit="kW" />),
    String(<TextArea state={state} name="x" label="Label" hint="A hint." />),
    String(<Select state={state} name="x" label="Label" hint="A hint." options={OPTIONS} />),
  ];

  it("have a label of their own, and are described by their hint and their error", () => {
    for (const html of everyInput(typed({ x: "1" }, "x"))) {
      assert.match(html, /<label for="x">Label/);
      assert.match(html, /id="x" name="x" aria-invalid="true" aria-describedby="x-error x-hint"/);
      assert.match(html, /<p class="error" id="x-error">The x is wrong\.<\/p>/);
      assert.match(html, /<p class="hint" id="x-hint">A hint\.<\/p>/);
    }
    for (const html of everyInput(blankForm())) {
      assert.doesNotMatch(html, /aria-invalid|class="error"|null|undefined/);
    }
  });

  it("keep what was typed, as text", () => {
    const [text, number, area, select] = everyInput(typed({ x: EVIL }));
    for (const html of [text, number, area]) {
      assert.match(html!, /&quot;&gt;&lt;img src=x onerror=&quot;/);
    }
    for (const html of [text, number, area, select]) assert.doesNotMatch(html!, /<img/);
    assert.match(everyInput(typed({ x: "b" }))[3]!, /<option value="b" selected[^>]*>Second/);
    assert.match(everyInput(blankForm({ x: 0 }))[1]!, /value="0"/);
  });

  it("never write a password back", () => {
    const html = String(
      <TextInput state={typed({ p: "secret" }, "p")} name="p" label="Password" type="password" />,
    );
    assert.doesNotMatch(html, /secret|value=/);
  });

  it("tick the boxes that were ticked", () => {
    const box = (values: object) =>
      String(<Checkbox state={blankForm(values)} name="x" label="Yes" />);
    assert.match(box({ x: "on" }), / checked/);
    for (const values of [{}, { x: "" }, { x: null }]) assert.doesNotMatch(box(values), / checked/);
    const boxes = String(
      <Checkboxes
        state={typed({ x: ["b", "c"] }, "x")}
        name="x"
        label="Which?"
        options={OPTIONS}
      />,
    );
    assert.match(boxes, /<fieldset[^>]* id="x".*<legend>Which\?<\/legend>.*The x is wrong\./s);
    assert.deepEqual(
      [...boxes.matchAll(/value="(\w)"([^>]*)/g)].map(([, value, more]) => [
        value,
        more!.includes("checked"),
      ]),
      [["a", false], ["b", true]],
    );
  });
});

describe("a page before an act", () => {
  const page = (props: Partial<Parameters<typeof ConfirmPage>[0]> = {}) =>
    String(
      <ConfirmPage title="Delete it?" action="/x/delete" submit="Delete" cancel="/x" {...props}>
        <p>3 sites go.</p>
      </ConfirmPage>,
    );

  it("says what will happen, and leads back", () => {
    assert.match(page(), /<h1>Delete it\?<\/h1>.*3 sites go\..*class="danger".*href="\/x"/s);
    assert.doesNotMatch(page(), /confirm_name/);
    assert.doesNotMatch(page({ danger: false }), /class="danger"/);
  });

  it("asks for the name, and shows it as text", () => {
    const html = page({ name: EVIL, state: typed({ confirm_name: EVIL }, "confirm_name") });
    assert.match(html, /id="confirm_name"[^>]*value="&quot;&gt;&lt;img/);
    assert.match(html, /<b>&quot;&gt;&lt;img/);
    assert.match(html, /id="confirm_name-error"/);
    assert.doesNotMatch(html, /<img/);
  });
});

describe("a search", () => {
  it("works as a plain form, and swaps its list while one types", () => {
    const html = String(<Search action="/users" label="Find" query={EVIL} part="list" />);
    assert.match(html, /<form class="search" method="get" action="\/users" role="search">/);
    assert.match(html, /<label class="visually-hidden" for="q">Find/);
    assert.match(html, /hx-get="\/users"[^>]*hx-target="#list"/);
    assert.match(html, /value="&quot;&gt;&lt;img/);
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
  ) => String(<StatusBanner status={status} message={message} created_utc={created_utc} />);

  it("says in words what its colour says", () => {
    assert.match(
      banner("error", "No data."),
      /class="banner error".*<strong>Error<\/strong> No data/s,
    );
    assert.match(banner("ok"), /All is well/);
    assert.doesNotMatch(banner("error"), /since|null|undefined/);
    assert.match(banner("error", null, "2026-06-01T08:07:00Z"), /since <time[^>]*>1 Jun 2026/);
  });

  it("looks like a warning for a word that it doesn't know, which is no class of ours", () => {
    for (const word of ["degraded", "visually-hidden", "__proto__", "constructor"]) {
      assert.match(banner(word), /class="banner warning"/);
      assert.match(banner(word), new RegExp(`<strong>${word}</strong>`));
    }
    assert.doesNotMatch(banner(EVIL, EVIL), /<img/);
  });
});
