-- Bodies of functions may name tables that later migrations make.
set local check_function_bodies = off;

create table users (
  user_uuid uuid not null default gen_random_uuid(),
  created_utc timestamp default (now() at time zone 'utc'),
  email varchar(255),
  site_group_uuid uuid not null,
  deactivated_utc timestamp,
  last_seen_utc timestamp,
  constraint users_pkey primary key (user_uuid),
  constraint users_site_group_uuid_fkey foreign key (site_group_uuid) references site_groups
);
create unique index ix_users_email on users (email);
create index ix_users_lower_email on users (lower(email));
create index ix_users_site_group_uuid on users (site_group_uuid);

create function app.add_password_link(of_user uuid, hash bytea, hours integer)
returns timestamptz
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
    declare expires timestamptz := now() + make_interval(hours => hours);
    begin
      perform app.check_user(of_user);
      if exists (select from users where user_uuid = of_user and deactivated_utc is not null) then
        raise 'This user is deactivated: restore them first.' using errcode = 'SC409';
      end if;
      insert into app.password_links (user_uuid, link_hash, expires_utc)
      values (of_user, hash, expires)
      on conflict (user_uuid) do update
        set link_hash = excluded.link_hash, expires_utc = excluded.expires_utc;
      return expires;
    end $$;
grant execute on function app.add_password_link(uuid, bytea, integer)
  to sitecast_admin;

create function app.check_admins_remain()
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
    begin
      perform pg_advisory_xact_lock(hashtext('app.is_admin'));
      if not exists (select from users join site_groups using (site_group_uuid)
          where is_admin and deactivated_utc is null) then
        raise 'Nobody could administer this installation any more: somebody else must be an admin first.'
          using errcode = 'SC409';
      end if;
    end $$;

create function app.check_user(of_user uuid)
returns void
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
    begin
      if not exists (select from users where user_uuid = of_user) then
        raise 'no such user' using errcode = 'P0002';
      end if;
    end $$;

create function app.deactivate_user(of_user uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
    begin
      perform app.check_user(of_user);
      update users set deactivated_utc = now() at time zone 'utc'
        where user_uuid = of_user and deactivated_utc is null;
      perform app.end_sessions(of_user);
      delete from app.password_links where user_uuid = of_user;
      update app.api_tokens set revoked_utc = now() where user_uuid = of_user and revoked_utc is null;
      perform app.check_admins_remain();
    end $$;
grant execute on function app.deactivate_user(uuid)
  to sitecast_admin;

create function app.delete_user(of_user uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
    begin
      update api_request set user_uuid = null where user_uuid = of_user;
      delete from users where user_uuid = of_user;
      if not found then raise 'no such user' using errcode = 'P0002'; end if;
      perform app.check_admins_remain();
    end $$;
grant execute on function app.delete_user(uuid)
  to sitecast_admin;

create function app.end_sessions(of_user uuid)
returns integer
language sql security definer
set search_path = pg_catalog, public, pg_temp
as $$
      with ended as (delete from app.sessions where user_uuid = of_user returning 1)
      select count(*)::integer from ended $$;
grant execute on function app.end_sessions(uuid)
  to sitecast_admin;

create function app.make_user(new_email text, in_group uuid)
returns uuid
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
    declare made uuid;
    begin
      perform pg_advisory_xact_lock(hashtext('users.email'));
      insert into users (email, site_group_uuid)
      select new_email, in_group
      where not exists (select from users where lower(email) = lower(new_email))
      on conflict do nothing
      returning user_uuid into made;
      return made;
    end $$;
grant execute on function app.make_user(text, uuid)
  to sitecast_admin;

create function app.move_user(of_user uuid, to_group uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
    begin
      perform app.check_user(of_user);
      if not exists (select from site_groups where site_group_uuid = to_group) then
        raise 'There is no such group.' using errcode = 'SC422', column = 'site_group_uuid';
      end if;
      update users set site_group_uuid = to_group where user_uuid = of_user;
      perform app.check_admins_remain();
    end $$;
grant execute on function app.move_user(uuid, uuid)
  to sitecast_admin;

create function app.rename_user(of_user uuid, new_email text)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
    begin
      perform app.check_user(of_user);
      perform pg_advisory_xact_lock(hashtext('users.email'));
      if exists (select from users where lower(email) = lower(new_email) and user_uuid <> of_user) then
        raise 'Another user has this e-mail address.' using errcode = 'SC422', column = 'email';
      end if;
      update users set email = new_email where user_uuid = of_user;
    end $$;
grant execute on function app.rename_user(uuid, text)
  to sitecast_admin;

create function app.restore_user(of_user uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
    begin
      perform app.check_user(of_user);
      update users set deactivated_utc = null where user_uuid = of_user;
    end $$;
grant execute on function app.restore_user(uuid)
  to sitecast_admin;

create function app.sign_in_facts(of_users uuid[])
returns table (user_uuid uuid, has_password boolean, sessions integer, tokens integer,
  link_expires_utc timestamptz)
language sql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
      select u, exists (select from app.credentials c where c.user_uuid = u),
        (select count(*)::integer from app.sessions s
          where s.user_uuid = u and s.expires_utc > now()),
        (select count(*)::integer from app.api_tokens t where t.user_uuid = u
          and t.revoked_utc is null and (t.expires_utc is null or t.expires_utc > now())),
        (select l.expires_utc from app.password_links l where l.user_uuid = u and l.expires_utc > now())
      from unnest(of_users) u $$;
grant execute on function app.sign_in_facts(uuid[])
  to sitecast_admin;

create function app.visible_users()
returns uuid[]
language sql stable parallel safe security definer cost 100000
set search_path = pg_catalog, public, pg_temp
as $$
      select coalesce(array_agg(user_uuid), '{}') from users
      where site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid $$;
grant execute on function app.visible_users()
  to sitecast_app, sitecast_admin;

alter table users enable row level security;
create policy all_rows on users to sitecast_admin using (true);
create policy by_group on users to sitecast_app
  using (site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid);
create policy every_row_sitecast_sdk on users to sitecast_sdk using (true);
grant select on users to sitecast_app, sitecast_admin;
grant select, delete on users to sitecast_sdk;
grant insert (user_uuid, created_utc, email, site_group_uuid)
  on users to sitecast_sdk;
grant update (user_uuid, created_utc, email, site_group_uuid)
  on users to sitecast_sdk;
