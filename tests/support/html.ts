import assert from "node:assert/strict";
import { parseHTML } from "linkedom";

/** The few parts of the DOM that tests use: its whole library would hide what Deno has not. */
interface Node {
  nodeName: string;
  textContent: string;
  childNodes: Iterable<Node>;
}
interface Element extends Node {
  outerHTML: string;
  id: string;
  children: Iterable<Element>;
  getAttribute(name: string): string | null;
  getAttributeNames(): Iterable<string>;
  hasAttribute(name: string): boolean;
  matches(selector: string): boolean;
  querySelectorAll(selector: string): Iterable<Element>;
}

/** The page of a response, whatever its status. */
export async function page(response: Response | Promise<Response>): Promise<Html> {
  return read(await (await response).text());
}

/** The page or the part of a page in a text, or of a component. */
export function read(source: unknown): Html {
  const text = String(source);
  const isWhole = text.startsWith("<!DOCTYPE html>");
  const { document } = parseHTML(
    isWhole ? text : `<!DOCTYPE html><html><body>${text}</body></html>`,
  ) as unknown as { document: { documentElement: Element; body: Element } };
  return new Html(isWhole ? document.documentElement : document.body, text, isWhole);
}

/** A page, a part of one or an element, read by CSS selectors. */
export class Html {
  constructor(readonly element: Element, readonly source: string, readonly isWhole = false) {}

  /** What a reader reads, each run of blanks one space: of this all, or of the one that is selected. */
  text(selector?: string): string {
    return words(selector ? this.one(selector).element : this.element);
  }

  /** The texts of all that are selected, in the order of the page. */
  texts(selector: string): string[] {
    return this.all(selector).map((found) => found.text());
  }

  /** The texts of the cells of each row of the tables' bodies. */
  rows(selector = "tbody tr"): string[][] {
    return this.all(selector).map((row) => row.texts("th, td"));
  }

  all(selector: string): Html[] {
    return [...this.element.querySelectorAll(selector)].map((element) =>
      new Html(element, element.outerHTML)
    );
  }

  count(selector: string): number {
    return this.all(selector).length;
  }

  has(selector: string): boolean {
    return this.count(selector) > 0;
  }

  /** The only one that is selected: fails when there is none, or another. */
  one(selector: string): Html {
    const found = this.all(selector);
    assert.equal(found.length, 1, `${found.length} × ${selector} in: ${this.text()}`);
    return found[0]!;
  }

  /** An attribute of this element, or of the one that is selected; null without it. */
  attribute(name: string, selector?: string): string | null {
    return (selector ? this.one(selector) : this).element.getAttribute(name);
  }

  /** An attribute of all that are selected. */
  attributes(name: string, selector: string): (string | null)[] {
    return this.all(selector).map((found) => found.attribute(name));
  }

  /** The names of all attributes of all elements here. */
  attributeNames(): string[] {
    return this.all("*").flatMap(({ element }) => [...element.getAttributeNames()]);
  }

  /** Tag and id of what stands at the top of a part: `section#sites-table`. */
  get top(): string[] {
    return [...this.element.children].map(({ nodeName, id }) =>
      nodeName.toLowerCase() + (id && `#${id}`)
    );
  }

  /** What a browser would send of the fields of that name: one value, or a list of what is ticked. */
  field(name: string): string | string[] | undefined {
    return this.fields()[name];
  }

  /** What a browser would send of all fields here, or in the form that is selected. */
  fields(form?: string): Record<string, string | string[]> {
    if (form) return this.one(form).fields();
    const values: Record<string, string | string[]> = {};
    for (const { element } of this.all(":is(input, select, textarea)[name]")) {
      const name = element.getAttribute("name")!;
      if (element.matches("[type=checkbox], [type=radio]")) {
        const ticked = [values[name] ?? []].flat();
        if (element.hasAttribute("checked")) ticked.push(element.getAttribute("value") ?? "on");
        values[name] = ticked;
      } else {
        values[name] = valueOf(element);
      }
    }
    return values;
  }

  /** The sentence at a field that is wrong; undefined where nothing is. */
  error(field: string): string | undefined {
    return this.texts(`[id="${field}-error"]`)[0];
  }

  /** The sentences at all fields that are wrong, by the name of the field. */
  errors(): Record<string, string> {
    return Object.fromEntries(
      this.all(".error[id$=-error]").map((found) => [
        found.element.id.replace(/-error$/, ""),
        found.text(),
      ]),
    );
  }
}

function valueOf(element: Element): string {
  // The parser leaves escaped characters of a text area as they are.
  if (element.matches("textarea")) return read(element.textContent).element.textContent;
  if (!element.matches("select")) return element.getAttribute("value") ?? "";
  const options = [...element.querySelectorAll("option")];
  const chosen = options.find((option) => option.hasAttribute("selected")) ?? options[0];
  return chosen?.getAttribute("value") ?? chosen?.textContent ?? "";
}

/** Texts one space apart, as cells and paragraphs are; none before a stop or after a bracket. */
function words(element: Element): string {
  return [...texts(element)].join(" ").replace(/\s+/g, " ")
    .replace(/ (?=[.,;:!?)])/g, "").replace(/\( /g, "(").trim();
}

/** The texts below a node; what the parser cut where a character is escaped is one text again. */
function* texts(node: Node): Generator<string> {
  let open = "";
  for (const child of node.childNodes) {
    if (child.nodeName === "#text") open += child.textContent;
    else if (!["SCRIPT", "STYLE", "#comment"].includes(child.nodeName)) {
      yield open;
      open = "";
      yield* texts(child);
    }
  }
  yield open;
}
