import assert from "node:assert/strict";
import { parseHTML } from "linkedom";

/**
 * The parts of the DOM that are used here. TypeScript's own library of it would make browser globals
 * known everywhere.
 */
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

/** Reads the page of a response, whatever its status. */
export async function page(response: Response | Promise<Response>): Promise<Html> {
  return read(await (await response).text());
}

/** Reads a page, or a part of one, from its HTML or a component. */
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

  /**
   * Returns the visible text, with single spaces: of everything here, or of the only element that
   * matches.
   */
  text(selector?: string): string {
    return words(selector ? this.one(selector).element : this.element);
  }

  /** Returns the text of each element that matches, in the order of the page. */
  texts(selector: string): string[] {
    return this.all(selector).map((found) => found.text());
  }

  /** Returns the texts of the cells of each row; by default of all rows in bodies of tables. */
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

  /** Returns the only element that matches; fails when none or several do. */
  one(selector: string): Html {
    const found = this.all(selector);
    assert.equal(found.length, 1, `${found.length} × ${selector} in: ${this.text()}`);
    return found[0]!;
  }

  /**
   * Returns an attribute of this element, or of the only one that matches; null where it is missing.
   */
  attribute(name: string, selector?: string): string | null {
    return (selector ? this.one(selector) : this).element.getAttribute(name);
  }

  /** Returns an attribute of each element that matches. */
  attributes(name: string, selector: string): (string | null)[] {
    return this.all(selector).map((found) => found.attribute(name));
  }

  /** Returns the names of all attributes of all elements here. */
  attributeNames(): string[] {
    return this.all("*").flatMap(({ element }) => [...element.getAttributeNames()]);
  }

  /** Tag and id of the outermost elements of a part: `section#sites-table`. */
  get top(): string[] {
    return [...this.element.children].map(({ nodeName, id }) =>
      nodeName.toLowerCase() + (id && `#${id}`)
    );
  }

  /**
   * Returns what a browser sends for the fields of that name: one value, or the list of ticked boxes.
   */
  field(name: string): string | string[] | undefined {
    return this.fields()[name];
  }

  /** Returns what a browser sends for all fields here, or in the only form that matches, by name. */
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

  /** Returns the error message of a field; undefined where it has none. */
  error(field: string): string | undefined {
    return this.texts(`[id="${field}-error"]`)[0];
  }

  /** Returns the error messages of all fields, by the name of the field. */
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
  // linkedom does not decode character references in a text area.
  if (element.matches("textarea")) return read(element.textContent).element.textContent;
  if (!element.matches("select")) return element.getAttribute("value") ?? "";
  const options = [...element.querySelectorAll("option")];
  const chosen = options.find((option) => option.hasAttribute("selected")) ?? options[0];
  return chosen?.getAttribute("value") ?? chosen?.textContent ?? "";
}

/** Joins the texts below an element by spaces, without one before punctuation or after a bracket. */
function words(element: Element): string {
  return [...texts(element)].join(" ").replace(/\s+/g, " ")
    .replace(/ (?=[.,;:!?)])/g, "").replace(/\( /g, "(").trim();
}

/**
 * Lists the texts below a node. linkedom splits a text at character references: such pieces are
 * joined.
 */
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
