import type { AdminSql, ScopedSql } from "../../db/scope.ts";
import type { Dismissal } from "../../domain/sites/attention/dismissal.ts";
import type { Fragment, Fragments } from "../kit/queries.ts";
import {
  ATTENTION_KINDS,
  type AttentionKind,
  type ListedAttention,
  type OpenAttention,
} from "../../domain/sites/attention/kinds.ts";

/** SQL: true for an open row `a` of app.attention that the caller's group has not dismissed. */
export const isShown = (sql: Fragments): Fragment =>
  sql`a.until_utc is null and not exists (
    select 1 from app.attention_dismissals d where d.attention_uuid = a.attention_uuid)`;

/** SQL: a table in `from`: the kinds of what is to be shown of each of the caller's sites. */
export const shownKinds = (sql: Fragments): Fragment =>
  sql`(select a.site_uuid, array_agg(a.kind) as kinds from app.attention a
    where ${isShown(sql)} group by a.site_uuid)`;

/** Returns what is open at the caller's sites, dismissed or not: by site and kind. */
export async function list(
  sql: ScopedSql,
  { kind, siteUuid }: { kind?: AttentionKind; siteUuid?: string },
): Promise<ListedAttention[]> {
  return await sql<ListedAttention[]>`
    select a.attention_uuid, a.site_uuid, a.kind, a.since_utc, a.numbers,
      case when d.attention_uuid is not null then jsonb_build_object('reason', d.reason,
        'text', d.text, 'dismissed_utc', (to_jsonb(d.dismissed_utc) #>> '{}') || 'Z',
        'dismissed_by', d.dismissed_by) end as dismissed
    from app.attention a left join app.attention_dismissals d using (attention_uuid)
    where a.until_utc is null
      ${kind ? sql`and a.kind = ${kind}` : sql``}
      ${siteUuid ? sql`and a.site_uuid = ${siteUuid}::uuid` : sql``}
    order by a.site_uuid, array_position(${[...ATTENTION_KINDS]}::text[], a.kind)`;
}

/** Returns what is open of one of the caller's sites, dismissed or not; undefined without it. */
export async function find(
  sql: ScopedSql,
  siteUuid: string,
  attentionUuid: string,
): Promise<OpenAttention | undefined> {
  const [row] = await sql<OpenAttention[]>`
    select attention_uuid, site_uuid, kind, since_utc, numbers from app.attention
    where attention_uuid = ${attentionUuid}::uuid and site_uuid = ${siteUuid}::uuid
      and until_utc is null`;
  return row;
}

/** Hides what is open from the caller's group. Returns false when it is not open there. */
export async function dismiss(
  sql: ScopedSql | AdminSql,
  attentionUuid: string,
  { reason, text }: Dismissal,
): Promise<boolean> {
  const [row] = await sql<{ done: boolean }[]>`
    select app.dismiss_attention(${attentionUuid}::uuid, ${reason}, ${text ?? null}) as done`;
  return row!.done;
}

/** Shows the caller's group again what it dismissed. Returns false when it had not. */
export async function takeBack(
  sql: ScopedSql | AdminSql,
  attentionUuid: string,
): Promise<boolean> {
  const [row] = await sql<{ done: boolean }[]>`
    select app.take_back_dismissal(${attentionUuid}::uuid) as done`;
  return row!.done;
}
