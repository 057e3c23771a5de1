// The two roles that requests run as, and what nobody may do by default. Roles belong to the server
// and not to this database, so they are made if missing and are kept by down().
import type postgres from "postgres";

export async function up(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    do $$
    declare r text;
    begin
      foreach r in array array['sitecast_app', 'sitecast_admin'] loop
        -- Look first: without CREATEROLE, create role is refused even when the role exists.
        if not exists (select from pg_roles where rolname = r) then
          begin
            execute format('create role %I nologin', r);
          exception when duplicate_object or unique_violation then null; -- another starter was first
          end;
        end if;
        -- On PostgreSQL 16 and newer the maker of a role may not set it without this grant.
        if not exists (select from pg_roles where rolname = current_user and rolsuper) and not exists (
          select from pg_auth_members m
          where m.roleid = r::regrole and m.member = current_user::regrole
            and (to_jsonb(m) ->> 'set_option') is distinct from 'false') then
          execute format('grant %I to %I', r, current_user);
        end if;
      end loop;
    end $$;

    -- The global form: with "in schema" it does nothing.
    alter default privileges revoke execute on functions from public;
    revoke create on schema public from public;
    grant usage on schema app, public to sitecast_app, sitecast_admin;

    -- True where triggers on small tables do their work; a worker of a distributed database says no.
    create function app.is_home() returns boolean language sql stable parallel safe as 'select true';
  `);
}

export async function down(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    drop function app.is_home();
    revoke usage on schema app, public from sitecast_app, sitecast_admin;
    alter default privileges grant execute on functions to public;
  `);
}
