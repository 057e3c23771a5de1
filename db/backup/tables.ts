import type postgres from "postgres";

type Sql = postgres.ISql;

/** A table, or a partition, that holds rows. Names are quoted where SQL wants it: `public.users`. */
export interface Table {
  name: string;
  /** In their order; without generated ones, which PostgreSQL computes again. */
  columns: string[];
  /** The partitioned table that it belongs to, and the rows that it takes. */
  partition: Partition | null;
}

export interface Partition {
  of: string;
  /** From the first value to the second, excluded; NULL: the default partition. */
  range: [string, string] | null;
}

/** A sequence and how far it has come. */
export interface Sequence {
  name: string;
  last_value: string;
  is_called: boolean;
}

/** Tables of the service's two schemas, without the list of migrations and members of extensions. */
const OURS = `c.relnamespace::regnamespace::text in ('public', 'app')
  and c.oid is distinct from to_regclass('app.migrations')
  and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass
    and d.objid = c.oid and d.deptype = 'e')`;
/** SQL: the name of a relation `c`, quoted where needed, always with its schema. */
const NAME = "format('%I.%I', c.relnamespace::regnamespace::text, c.relname)";

/**
 * Returns every table that holds rows, each after those that its foreign keys refer to, partitions in
 * the order of their names. Reads the catalogue, so that it knows the tables of later migrations.
 * Throws on a circle of foreign keys.
 */
export async function listTables(sql: Sql): Promise<Table[]> {
  const rows = await sql.unsafe<{ name: string; columns: string[]; of: string; bound: string }[]>(`
    select ${NAME} as name, pg_get_expr(c.relpartbound, c.oid) as bound,
      (select ${NAME} from pg_inherits i join pg_class c on c.oid = i.inhparent
        where i.inhrelid = t.oid) as of,
      array(select quote_ident(a.attname) from pg_attribute a where a.attrelid = t.oid
        and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns
    from pg_class t join pg_class c on c.oid = t.oid
    where c.relkind = 'r' and ${OURS} order by 1`);
  const tables = rows.map(({ name, columns, of, bound }) => ({
    name,
    columns,
    partition: of === null ? null : { of, range: rangeOf(bound) },
  }));
  return inOrder(tables, await foreignKeys(sql));
}

/** Returns the sequences of both schemas, those of identity columns included. */
export async function listSequences(sql: Sql): Promise<Sequence[]> {
  const rows = await sql.unsafe<{ name: string }[]>(`
    select ${NAME} as name from pg_class c where c.relkind = 'S' and ${OURS} order by 1`);
  const sequences: Sequence[] = [];
  for (const { name } of rows) {
    const [state] = await sql.unsafe<Omit<Sequence, "name">[]>(
      `select last_value::text as last_value, is_called from ${name}`,
    );
    sequences.push({ name, ...state! });
  }
  return sequences;
}

/** Returns the two values of `FOR VALUES FROM ('…') TO ('…')`; null for the default partition. */
function rangeOf(bound: string): [string, string] | null {
  if (bound === "DEFAULT") return null;
  const range = /^FOR VALUES FROM \('([^']*)'\) TO \('([^']*)'\)$/.exec(bound);
  if (!range) throw new Error(`This kind of partition cannot be backed up: ${bound}.`);
  return [range[1]!, range[2]!];
}

/** Returns what each table refers to. A partitioned table stands for its partitions. */
async function foreignKeys(sql: Sql): Promise<Map<string, Set<string>>> {
  const rows = await sql.unsafe<{ name: string; refers_to: string[] }[]>(`
    select ${NAME} as name, array_agg(distinct
      format('%I.%I', r.relnamespace::regnamespace::text, r.relname)) as refers_to
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class r on r.oid = k.confrelid
    where k.contype = 'f' and k.conparentid = 0 and k.conrelid <> k.confrelid and ${OURS}
    group by 1`);
  return new Map(rows.map(({ name, refers_to }) => [name, new Set(refers_to)]));
}

function inOrder(tables: Table[], keys: Map<string, Set<string>>): Table[] {
  const keyOf = ({ name, partition }: Table) => partition?.of ?? name;
  const sorted: Table[] = [];
  let waiting = tables;
  while (waiting.length > 0) {
    const missing = new Set(waiting.map(keyOf));
    const isReady = (table: Table) => keys.get(keyOf(table))?.isDisjointFrom(missing) ?? true;
    const ready = waiting.filter(isReady);
    if (ready.length === 0) throw new Error(`Circle of foreign keys: ${[...missing].join(", ")}.`);
    sorted.push(...ready);
    waiting = waiting.filter((table) => !ready.includes(table));
  }
  return sorted;
}
