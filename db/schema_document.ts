import type postgres from "postgres";

interface Table {
  name: string;
  comment: string;
}

/**
 * Returns docs/schema.md: a diagram of the foreign keys, and each table with its meaning and its
 * file, read from the catalogue of a migrated database and from the folders of db/schema/tables/.
 */
export async function schemaDocument(sql: postgres.Sql): Promise<string> {
  const tables = await sql<Table[]>`
    select oid::regclass::text as name, obj_description(oid, 'pg_class') as comment
    from pg_class
    where relnamespace in ('app'::regnamespace, 'public'::regnamespace)
      and relkind in ('r', 'p') and not relispartition`;
  const keys = await sql<{ line: string }[]>`
    select replace(confrelid::regclass::text, '.', '_') || ' ||--o{ ' ||
      replace(conrelid::regclass::text, '.', '_') || ' : ' || attname as line
    from pg_constraint join pg_attribute on attrelid = conrelid and attnum = conkey[1]
    where contype = 'f' and conparentid = 0
      and connamespace in ('app'::regnamespace, 'public'::regnamespace)
    order by 1`;
  return `# The schema

Made by \`deno task docs:schema\` from the comments of [db/schema/](../db/schema/README.md). Tables
of the Python SDK are in schema \`public\`, ours in \`app\`. An arrow is a foreign key; the latest
table and what triggers append to have none, on purpose.

\`\`\`mermaid
erDiagram
${keys.map(({ line }) => `  ${line}`).join("\n")}
\`\`\`

${nouns(new Map(tables.map(({ name, comment }) => [name, comment]))).join("\n\n")}
`;
}

/** A section for each folder of db/schema/tables/. */
function nouns(comments: Map<string, string>): string[] {
  const folder = `${import.meta.dirname}/schema/tables`;
  const sections: string[] = [];
  for (const noun of namesIn(folder)) {
    const lines = namesIn(`${folder}/${noun}`).map((file) => {
      const name = file.replace(/\.sql$/, "");
      const shown = comments.has(name) ? name : `app.${name}`;
      return `- [${shown}](../db/schema/tables/${noun}/${file}): ${comments.get(shown)}`;
    });
    sections.push(`## ${noun[0]!.toUpperCase()}${noun.slice(1)}\n\n${lines.join("\n")}`);
  }
  return sections;
}

const namesIn = (folder: string): string[] =>
  [...Deno.readDirSync(folder)].map((entry) => entry.name).sort();
