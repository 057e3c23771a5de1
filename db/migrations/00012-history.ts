// Who changed a site, and how it came. The SDK's trigger keeps who (changed_by); a user who goes
// takes that away, so the e-mail is kept beside it, and the group, which decides who may read it.
// Older SDKs name nobody: then the database role is all there is to tell.
import type postgres from "postgres";

const DEFINER = "security definer set search_path = pg_catalog, public, pg_temp";
const GROUP = "nullif(current_setting('app.site_group_uuid', true), '')::uuid";
const READABLE = "site_history_uuid, created_utc, site_uuid, site_data, changed_by, operation_type";

const scope = (parameters: string, through: string) => `
  create function app.scope(${parameters}) returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
  begin
    execute format('set local app.site_group_uuid = %L', coalesce(group_uuid::text, ''));
    execute format('set local app.user_uuid = %L', coalesce(user_uuid::text, ''));
    execute format('set local pvsite_datamodel.current_user_uuid = %L',
      coalesce(user_uuid::text, ''));
    ${through}
  end $$;`;

export async function up(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    drop function app.scope(uuid, uuid);
    ${
    scope(
      "group_uuid uuid, user_uuid uuid, through text default null",
      "execute format('set local app.through = %L', coalesce(through, ''));",
    )
  }
    grant execute on function app.scope(uuid, uuid, text) to sitecast_app, sitecast_admin;

    alter table sites_history
      add changed_by_email varchar(255), -- ours, as the next three
      add changed_by_group uuid,
      add changed_through text,          -- form, api, task; NULL: straight into the database
      add database_role text;

    create function app.name_the_writer() returns trigger language plpgsql ${DEFINER} as $$
    begin
      select email, site_group_uuid into new.changed_by_email, new.changed_by_group
      from users where user_uuid = new.changed_by;
      new.changed_through := nullif(current_setting('app.through', true), '');
      new.database_role := session_user;
      return new;
    end $$;
    create trigger name_the_writer before insert on sites_history
      for each row execute function app.name_the_writer();

    revoke select on sites_history from sitecast_app;
    grant select (${READABLE}) on sites_history to sitecast_app;

    -- What happened to a site, newest first, with the row before each change. Of another group's
    -- people a member learns no more than what they are: own, admin, other; nobody named: NULL.
    create function app.history_of_site(of_site uuid)
    returns table (site_history_uuid uuid, created_utc timestamp, operation_type text,
      site_data jsonb, before jsonb, who text, email text, changed_through text, database_role text)
    language sql stable ${DEFINER} as $$
      with me as (select g.site_group_uuid, g.is_admin from site_groups g
        where g.site_group_uuid = ${GROUP})
      select h.site_history_uuid, h.created_utc, h.operation_type, h.site_data,
        lag(h.site_data) over (order by h.created_utc nulls first,
          (h.site_data ->> 'version')::integer nulls first, h.operation_type = 'DELETE'),
        case when h.changed_by_email is null then null
          when h.changed_by_group = me.site_group_uuid then 'own'
          when exists (select from site_groups g
            where g.site_group_uuid = h.changed_by_group and g.is_admin) then 'admin'
          else 'other' end,
        case when me.is_admin or h.changed_by_group = me.site_group_uuid then h.changed_by_email end,
        h.changed_through, h.database_role
      from sites_history h, me
      where h.site_uuid = of_site
        and (me.is_admin or of_site = any((select app.visible_sites())::uuid[]))
      order by h.created_utc desc nulls last,
        (h.site_data ->> 'version')::integer desc nulls last, h.operation_type <> 'DELETE' $$;
    grant execute on function app.history_of_site(uuid) to sitecast_app, sitecast_admin;
  `);
}

export async function down(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    drop function app.history_of_site(uuid);
    revoke select (${READABLE}) on sites_history from sitecast_app;
    grant select on sites_history to sitecast_app;
    drop trigger name_the_writer on sites_history;
    drop function app.name_the_writer();
    alter table sites_history drop changed_by_email, drop changed_by_group,
      drop changed_through, drop database_role;
    drop function app.scope(uuid, uuid, text);
    ${scope("group_uuid uuid, user_uuid uuid", "")}
    grant execute on function app.scope(uuid, uuid) to sitecast_app, sitecast_admin;
  `);
}
