import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { createApp } from "../../../routes/app.ts";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Described } from "../../support/api_document.ts";
import { apiWorld } from "../../support/api_world.ts";
import { type TestApp, testApp, withToken } from "../../support/app.ts";
import { page } from "../../support/html.ts";
import {
  type ApiDocument,
  type Operation,
  operationsOf,
  type Schema,
  walk,
} from "../../../routes/api/document/document.ts";
import { TAGS } from "../../../routes/api/document/tags.ts";

/** Where the described paths begin. */
const BASE = "/api/v1";

/** The document, with what describes the whole of it. */
type Document = ApiDocument & {
  security: unknown[];
  servers: unknown[];
  info: { license: unknown };
  components: { securitySchemes: Record<string, { type: string; scheme: string }> };
};

let app: TestApp;
let document: Document;
let described: Described;
beforeAll(async () => {
  app = await testApp();
  const response = await app.fetch("/api/v1/openapi.json");
  assert.equal(response.status, 200);
  assert.match(response.headers.get("content-type")!, /^application\/json/);
  document = await response.json();
  described = new Described(document);
});
afterAll(() => app.close());

/** Every schema that is named is there. */
function resolved(schema: Schema): Schema {
  if (!schema.$ref) return schema;
  const found = document.components.schemas[schema.$ref.replace("#/components/schemas/", "")];
  assert.ok(found, schema.$ref);
  return found;
}

/** Lists where a value has more or fewer fields than its schema. */
function differences(value: unknown, named: Schema, at = ""): string[] {
  const schema = resolved(named);
  if (schema.anyOf) {
    const found = schema.anyOf.map((one) => differences(value, one, at));
    return found.find((none) => none.length === 0) ?? found[0]!;
  }
  if (Array.isArray(value)) {
    return value.flatMap((item) => differences(item, schema.items!, `${at}[]`));
  }
  if (value === null || typeof value !== "object") return [];
  const properties = schema.properties ?? {};
  const missing = (schema.required ?? []).filter((key) => !(key in value));
  const unknown = Object.keys(value).filter((key) =>
    !(key in properties) && !schema.additionalProperties
  );
  const deeper = Object.entries(value).filter(([key]) => key in properties)
    .flatMap(([key, inner]) => differences(inner, properties[key]!, `${at}.${key}`));
  return [...[...missing, ...unknown].map((key) => `${at}.${key}`), ...deeper];
}

describe("the description of the API", () => {
  it("is for everybody, of version 3.1, and asks for a bearer token", () => {
    assert.match(document.openapi, /^3\.1\./);
    assert.deepEqual(document.security, [{ token: [] }]);
    const { type, scheme } = document.components.securitySchemes.token!;
    assert.deepEqual({ type, scheme }, { type: "http", scheme: "bearer" });
  });

  it("has every route of the API, and no other", () => {
    const routes = createApp(app.services).routes
      .filter(({ method, path }) => method !== "ALL" && path.startsWith(`${BASE}/`))
      .filter(({ path }) => path !== `${BASE}/openapi.json`)
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, "{$1}")}`);
    const described = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${BASE}${path}`)
    );
    assert.deepEqual(described.sort(), [...new Set(routes)].sort());
  });

  const operations = () => operationsOf(document);

  /** The content of a response that is described at an operation, or shared by many. */
  const contentOf = (operation: Operation, status: string) => {
    const named = operation.responses[status];
    return named && (described.resolved(named) as { content?: Record<string, { schema: Schema }> })
      .content;
  };

  it("is valid, of this version, with a licence and a server", async () => {
    const { valid, errors } = await new Validator().validate({ ...structuredClone(document) });
    assert.ok(valid, JSON.stringify(errors));
    const { info, servers } = document;
    assert.deepEqual(
      { version: info.version, license: info.license, servers },
      {
        version: app.services.version,
        license: { name: "MIT", identifier: "MIT" },
        servers: [{ url: "/api/v1", description: "This service" }],
      },
    );
  });

  it("is there in parts, each valid by itself with the operations of a tag", async () => {
    const parts = await Promise.all(document.tags!.map(async ({ name }) => {
      const response = await app.fetch(`/api/v1/openapi.json?tag=${name}`);
      return await response.json() as Document;
    }));
    const ofParts = parts.flatMap((part) => operationsOf(part)).length;
    assert.equal(ofParts, operations().length);
    const [sites] = parts.filter(({ tags }) => tags![0]!.name === "sites");
    const { valid, errors } = await new Validator().validate({ ...structuredClone(sites!) });
    assert.ok(valid, JSON.stringify(errors));
    const shown = await page(app.fetch("/api/docs?tag=sites"));
    const description = "/api/v1/openapi.json?tag=sites";
    assert.ok(shown.has(`#api-viewer[data-document="${description}"]`));
    assert.equal((await app.fetch("/api/docs?tag=nothing")).status, 404);
    assert.equal((await app.fetch("/api/v1/openapi.json?tag=nothing")).status, 404);
  });

  it("names each operation once, and says what it is about and does", () => {
    const ids = new Map<string, string>();
    for (const { path, method, operation: { operationId, tags, summary } } of operations()) {
      const route = `${method.toUpperCase()} ${path}`;
      assert.ok((summary?.length ?? 0) > 5, `${route} has no summary: say what it does.`);
      const other = ids.get(operationId!);
      const remedy = "Give one of them an operationId of its own where it is declared.";
      assert.equal(other, undefined, `${route} and ${other} are ${operationId}. ${remedy}`);
      assert.match(operationId!, /^[a-z][a-zA-Z]+$/);
      ids.set(operationId!, route);
      const [tag] = tags!;
      assert.ok(
        Object.hasOwn(TAGS, tag!),
        `${route} is about ${tag}, which routes/api/document/tags.ts does not list: add it.`,
      );
    }
  });

  it("has an example of each body and path, as its schema says", () => {
    for (const one of operations()) {
      const { path, method, operation } = one;
      const route = `${method.toUpperCase()} ${path}`;
      for (const [at, parameter] of (operation.parameters ?? []).entries()) {
        if (!parameter.required) continue;
        const place = ["paths", path, method, "parameters", at, "schema"];
        const fault = described.fault(place, parameter.example);
        assert.equal(fault, "", `Give ${parameter.name} of ${route} an example: ${fault}`);
      }
      const bodies: (string | number)[][] = ["200", "201"].map((status) => ["responses", status]);
      for (const place of [["requestBody"], ...bodies]) {
        const json = ["paths", path, method, ...place, "content", "application/json"];
        const content = json.reduce<unknown>(
          (value, name) => (value as Record<string, unknown> | undefined)?.[name],
          document,
        ) as { example?: unknown } | undefined;
        if (content === undefined) continue;
        const fault = described.fault([...json, "schema"], content.example);
        assert.equal(fault, "", `Give the body of ${route} (${place}) an example: ${fault}`);
      }
    }
  });

  it("has numbers of at most three decimals", () => {
    const long = new Set<unknown>();
    walk(document, (found) => {
      for (const value of Object.values(found)) {
        if (typeof value === "number" && !/^-?\d+(\.\d{1,3})?$/.test(String(value))) {
          long.add(value);
        }
      }
    });
    assert.deepEqual([...long], []);
  });

  it("tells of each route its summary, its path's parameters and its problems", () => {
    for (const { path, method, operation } of operations()) {
      const inPath = operation.parameters?.filter((one) => one.in === "path");
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      assert.deepEqual((inPath ?? []).map(({ name }) => name), names, path);
      const writes = method === "get" ? [] : ["403", "409"];
      for (const status of ["401", "404", "422", ...writes]) {
        const content = contentOf(operation, status)?.["application/problem+json"];
        assert.ok(content, `${method} ${path} does not tell of ${status}`);
        assert.ok(resolved(content.schema).required!.includes("detail"), path);
      }
    }
  });

  it("is what the routes really answer", async () => {
    const { ada } = app.cast;
    const keys = await apiWorld(app);
    for (const { path, method, operation } of operations()) {
      if (method !== "get") continue;
      const address = BASE + path.replace(/\{(\w+)\}/g, (_, name) => keys[name] ?? name);
      const query = path.endsWith("/charging-windows") ? "?energy_kwh=11&power_kw=11" : "";
      const response = await withToken(app, ada.token).get(address + query);
      assert.equal(response.status, 200, path);
      const content = contentOf(operation, "200")!;
      const isCsv = path.endsWith(".csv");
      const { schema } = content[isCsv ? "text/csv" : "application/json"]!;
      const body = isCsv ? await response.text() : await response.json();
      assert.deepEqual(differences(body, schema), [], path);
    }
    const problem = await (await app.fetch(`${BASE}/sites`)).json();
    const { schema } = contentOf(
      document.paths["/sites"]!.get!,
      "401",
    )!["application/problem+json"]!;
    assert.deepEqual(differences(problem, schema), []);
  });

  it("needs no secrets and holds none", async () => {
    const text = JSON.stringify(document);
    const { alice } = app.cast;
    for (const secret of [alice.email, alice.token, app.cast.sites.plant, "postgres://"]) {
      assert.ok(!text.includes(secret));
    }
    const again = await withToken(app, "unknown").get("/api/v1/openapi.json");
    assert.equal(again.status, 200);
  });
});
