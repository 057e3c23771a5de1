import type postgres from "postgres";

const OURS = "in (select oid from pg_namespace where nspname in ('app', 'public'))";

/** Rights as a sorted list: NULL, which stands for the defaults, equals the same rights written out. */
const rights = (acl: string, defaults: string) =>
  `array(select unnest(coalesce(${acl}, ${defaults}))::text order by 1)`;

/** Each query returns lines: what there is, with everything that defines it, rights included. */
const QUERIES = [
  `select 'schema', nspname, ${rights("nspacl", "acldefault('n', nspowner)")}
   from pg_namespace where oid ${OURS}`,
  `select 'relation', oid::regclass, relkind, relowner::regrole,
     ${
    rights(
      "relacl",
      "acldefault((case relkind when 'S' then 's' else 'r' end)::\"char\", relowner)",
    )
  }, relrowsecurity,
     relforcerowsecurity, pg_get_expr(relpartbound, oid), reloptions
   from pg_class where relnamespace ${OURS}`,
  `select 'column', attrelid::regclass, row_number() over (partition by attrelid order by attnum), attname, format_type(atttypid, atttypmod),
     attnotnull, pg_get_expr(d.adbin, d.adrelid), ${rights("attacl", "'{}'")}
   from pg_attribute a join pg_class c on c.oid = attrelid
   left join pg_attrdef d on d.adrelid = attrelid and d.adnum = attnum
   where relnamespace ${OURS} and attnum > 0 and not attisdropped`,
  `select 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated
   from pg_constraint where connamespace ${OURS}`,
  `select 'index', pg_get_indexdef(indexrelid), indisvalid from pg_index
   where indrelid in (select oid from pg_class where relnamespace ${OURS})`,
  `select 'trigger', pg_get_triggerdef(oid), tgenabled from pg_trigger where not tgisinternal`,
  `select 'function', ${rights("proacl", "acldefault('f', proowner)")},
     regexp_replace(pg_get_functiondef(oid), '\\s+', ' ', 'g') from pg_proc where pronamespace ${OURS}`,
  `select 'policy', polrelid::regclass, polname, polcmd, polpermissive, polroles::regrole[],
     pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid) from pg_policy`,
  `select 'type', typname, ${rights("typacl", "acldefault('T', typowner)")}, array(
     select enumlabel from pg_enum where enumtypid = t.oid order by enumsortorder)
   from pg_type t where typtype in ('e', 'd') and typnamespace ${OURS}`,
  `select 'default privileges', defaclrole::regrole, defaclnamespace, defaclobjtype, defaclacl
   from pg_default_acl`,
  `select 'comment', pg_describe_object(classoid, objoid, objsubid), description
   from pg_description where classoid = 'pg_class'::regclass
     and objoid in (select oid from pg_class where relnamespace ${OURS})
   union all
   select 'comment', pg_describe_object(classoid, objoid, 0), description
   from pg_description where classoid = 'pg_proc'::regclass
     and objoid in (select oid from pg_proc where pronamespace ${OURS})
   union all
   select 'comment', pg_describe_object(classoid, objoid, 0), description
   from pg_description where classoid = 'pg_type'::regclass
     and objoid in (select oid from pg_type where typnamespace ${OURS})`,
];

/** The schema of a database as sorted lines, for comparing two of them. */
export async function catalogue(sql: postgres.Sql): Promise<string[]> {
  const lines: string[] = [];
  for (const query of QUERIES) {
    const rows = await sql.unsafe<{ line: string }[]>(`select q::text as line from (${query}) q`);
    lines.push(...rows.map((row) => row.line));
  }
  return lines.sort();
}
