import type postgres from "postgres";
import type { Difference } from "./words.ts";

/** A difference with the statement that mends it. */
export type Unseen = Difference & { sql: string; warning?: string };

/** Settings of a database or role that switch our triggers, policies or names off. */
const DANGEROUS = ["session_replication_role", "row_security", "search_path"];

/** Returns what differs in places that the library does not look at. */
export async function unseenDifferences(sql: postgres.Sql): Promise<Unseen[]> {
  return [...await foreignKeysOff(sql), ...await databaseRights(sql), ...await settings(sql)];
}

/** Finds foreign keys whose internal triggers are disabled, which only a superuser can do. */
async function foreignKeysOff(sql: postgres.Sql): Promise<Unseen[]> {
  const rows = await sql<{ table: string; name: string; trigger: string }[]>`
    select t.tgrelid::regclass::text as table, c.conname as name, quote_ident(t.tgname) as trigger
    from pg_trigger t join pg_constraint c on c.oid = t.tgconstraint
    join pg_class r on r.oid = t.tgrelid
    where t.tgisinternal and t.tgenabled = 'D' and not r.relispartition
      and r.relnamespace in (select oid from pg_namespace where nspname in ('public', 'app'))`;
  return rows.map(({ table, name, trigger }) => ({
    concern: "data",
    words: `constraint ${name} on ${table}: is not kept, its trigger is disabled`,
    sql: `alter table ${table} enable trigger ${trigger}`,
    warning: "Only a superuser can run this.",
  }));
}

async function databaseRights(sql: postgres.Sql): Promise<Unseen[]> {
  const rows = await sql<{ privilege: string; database: string }[]>`
    select privilege_type as privilege, quote_ident(datname) as database
    from pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba)))
    where datname = current_database() and grantee = 0 and privilege_type in ('TEMPORARY', 'CREATE')`;
  return rows.map(({ privilege, database }) => ({
    concern: "rights",
    words: `everybody: may ${privilege === "TEMPORARY" ? "make temporary tables" : "make schemas"}`,
    sql: `revoke ${privilege} on database ${database} from public`,
  }));
}

async function settings(sql: postgres.Sql): Promise<Unseen[]> {
  const rows = await sql<{ place: string; name: string }[]>`
    select split_part(setting, '=', 1) as name,
      concat_ws(' in ', 'role ' || quote_ident(rolname),
        'database ' || quote_ident(datname)) as place
    from pg_db_role_setting s cross join unnest(setconfig) setting
    left join pg_roles r on r.oid = s.setrole left join pg_database d on d.oid = s.setdatabase
    where (datname = current_database() or datname is null)
      and (rolname = current_user or rolname is null)
      and split_part(setting, '=', 1) = any(${DANGEROUS})`;
  return rows.map(({ place, name }) => ({
    concern: "rights",
    words: `${place}: sets ${name}`,
    sql: `alter ${place} reset ${name}`,
  }));
}
