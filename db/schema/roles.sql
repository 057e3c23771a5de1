-- The roles belong to the server and not to this database: they are made if missing, and stay when
-- the schema goes. sitecast_app and sitecast_admin are what requests run as; the owner must be able
-- to become them. sitecast_sdk is for the programs of modellers and analysts, which use the Python
-- SDK: an operator grants it to their logins. sitecast_charging is for the programs of a group, which
-- see its charging data alone: `deno task database login` grants it to their logins.
do $$
declare
  wanted text;
begin
  foreach wanted in array array['sitecast_app', 'sitecast_admin', 'sitecast_sdk',
    'sitecast_charging'] loop
    -- Looked up first: without CREATEROLE, CREATE ROLE is refused even when the role exists.
    if not exists (select from pg_roles where rolname = wanted) then
      begin
        execute format('create role %I nologin', wanted);
      exception when duplicate_object or unique_violation then null; -- another starter was first
      end;
    end if;
    -- From PostgreSQL 16 on, whoever makes a role may not become it without this grant.
    if wanted not in ('sitecast_sdk', 'sitecast_charging')
      and not exists (select from pg_roles where rolname = current_user and rolsuper)
      and not exists (select from pg_auth_members m
        where m.roleid = wanted::regrole and m.member = current_user::regrole
          and (to_jsonb(m) ->> 'set_option') is distinct from 'false') then
      execute format('grant %I to %I', wanted, current_user);
    end if;
  end loop;
end $$;

-- Without IN SCHEMA: that form cannot take away what PUBLIC has by default.
alter default privileges revoke execute on functions from public;

revoke create on schema public from public;
grant usage on schema app, public to sitecast_app, sitecast_admin;
grant usage on schema app, public to sitecast_sdk;
grant usage on schema app, public to sitecast_charging;
