import type postgres from "postgres";

const FOLDER = `${import.meta.dirname}/schema`;

/** The first statement of a table's file that may need functions or is about rights. */
const NEEDS_FUNCTIONS = /^(alter table \S+ enable row level|create policy|create trigger|grant) /m;

/**
 * Returns the declared schema as texts to run in this order in an empty database that has the schema
 * `app`: roles, types, tables (each after those that it refers to), functions, views, and last what
 * tables need functions for: defaults, policies, triggers, rights. Bodies of functions may name what
 * comes later.
 */
export async function schemaText(): Promise<string[]> {
  const tables = inOrder(await readAll("tables")).map((text) => {
    const end = NEEDS_FUNCTIONS.exec(text)?.index ?? text.length;
    return { columns: text.slice(0, end), rights: text.slice(end) };
  });
  return [
    await Deno.readTextFile(`${FOLDER}/roles.sql`),
    await Deno.readTextFile(`${FOLDER}/types.sql`),
    ...tables.map(({ columns }) => columns),
    "set local check_function_bodies = off;",
    ...await readAll("functions"),
    ...await readAll("views"),
    ...tables.map(({ rights }) => rights),
  ];
}

/** Builds the declared schema in an empty database that has the schema `app`, in one transaction. */
export async function applySchema(sql: postgres.Sql): Promise<void> {
  const texts = await schemaText();
  await sql.begin(async (tx) => {
    for (const text of texts) await tx.unsafe(text);
  });
}

/** The files below a folder of db/schema/, by path. */
async function readAll(folder: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const noun of Deno.readDir(`${FOLDER}/${folder}`)) {
    for await (const { name } of Deno.readDir(`${FOLDER}/${folder}/${noun.name}`)) {
      paths.push(`${FOLDER}/${folder}/${noun.name}/${name}`);
    }
  }
  return await Promise.all(paths.sort().map((path) => Deno.readTextFile(path)));
}

/** Tables, each after those that its foreign keys refer to. Throws on a circle. */
function inOrder(tables: string[]): string[] {
  const waiting = new Map(
    tables.map((text) => [/^create (?:unlogged )?table (\S+)/m.exec(text)![1]!, text]),
  );
  const sorted: string[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting].filter(([name, text]) =>
      [...text.matchAll(/ references (\S+?)[ ,\n]/g)].every(([, to]) =>
        to === name || !waiting.has(to!)
      )
    );
    if (ready.length === 0) throw new Error(`Circle of foreign keys: ${[...waiting.keys()]}.`);
    for (const [name, text] of ready) {
      sorted.push(text);
      waiting.delete(name);
    }
  }
  return sorted;
}
