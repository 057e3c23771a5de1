-- Bodies of functions may name tables that later migrations make.
set local check_function_bodies = off;

create table app.credentials (
  user_uuid uuid not null,
  password_hash text not null,
  changed_utc timestamptz not null default now(),
  constraint credentials_pkey primary key (user_uuid),
  constraint credentials_user_uuid_fkey foreign key (user_uuid) references users on delete cascade
);

create table app.sessions (
  session_hash bytea not null,
  user_uuid uuid not null,
  created_utc timestamptz not null default now(),
  expires_utc timestamptz not null,
  user_agent text,
  constraint sessions_pkey primary key (session_hash),
  constraint sessions_user_uuid_fkey foreign key (user_uuid) references users on delete cascade
);
create index sessions_expires_utc on app.sessions (expires_utc);
create index sessions_user_uuid on app.sessions (user_uuid);

create table app.password_links (
  user_uuid uuid not null,
  link_hash bytea not null,
  expires_utc timestamptz not null,
  constraint password_links_pkey primary key (user_uuid),
  constraint password_links_link_hash_key unique (link_hash),
  constraint password_links_user_uuid_fkey foreign key (user_uuid) references users on delete cascade
);

create table app.api_tokens (
  token_uuid uuid not null default gen_random_uuid(),
  token_hash bytea not null,
  prefix text not null,
  user_uuid uuid not null,
  can_write boolean not null,
  created_utc timestamptz not null default now(),
  expires_utc timestamptz,
  last_used_utc timestamptz,
  revoked_utc timestamptz,
  name text not null default '',
  constraint api_tokens_pkey primary key (token_uuid),
  constraint api_tokens_token_hash_key unique (token_hash),
  constraint api_tokens_user_uuid_fkey foreign key (user_uuid) references users on delete cascade
);
create index api_tokens_user_uuid on app.api_tokens (user_uuid);

create table app.sign_in_attempts (
  attempt_uuid uuid not null default gen_random_uuid(),
  email text not null,
  address inet not null,
  at_utc timestamptz not null default clock_timestamp(),
  constraint sign_in_attempts_pkey primary key (attempt_uuid)
);
create index sign_in_attempts_address on app.sign_in_attempts (address, at_utc);
create index sign_in_attempts_at_utc on app.sign_in_attempts (at_utc);

create table app.form_keys (
  user_uuid uuid not null,
  form_key uuid not null,
  made text not null default '',
  created_utc timestamptz not null default now(),
  constraint form_keys_pkey primary key (user_uuid, form_key),
  constraint form_keys_user_uuid_fkey foreign key (user_uuid) references users on delete cascade
);

create function app.begin_form(key uuid)
returns text
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
    declare before text;
    begin
      delete from app.form_keys where user_uuid = nullif(current_setting('app.user_uuid', true), '')::uuid and created_utc < now() - interval '1 day';
      insert into app.form_keys (user_uuid, form_key) values (nullif(current_setting('app.user_uuid', true), '')::uuid, key) on conflict do nothing;
      if found then return null; end if;
      select made into before from app.form_keys where user_uuid = nullif(current_setting('app.user_uuid', true), '')::uuid and form_key = key;
      return before;
    end $$;
grant execute on function app.begin_form(uuid)
  to sitecast_app, sitecast_admin;

create function app.begin_sign_in(for_email text, from_address inet, per_account integer,
  per_address integer, within interval)
returns table (attempt_uuid uuid, retry_after_seconds integer)
language plpgsql
as $$
    declare
      source inet := network(set_masklen(from_address, case family(from_address) when 6 then 64 else 32 end));
      since timestamptz := clock_timestamp() - within;
      free_at timestamptz;
    begin
      perform pg_advisory_xact_lock(hashtext('app.sign_in'), hashtext(source::text));
      delete from app.sign_in_attempts a where a.at_utc <= since;
      select max(nth) into free_at from (
        (select a.at_utc as nth from app.sign_in_attempts a
          where a.address = source and a.email = for_email
          order by a.at_utc desc offset per_account - 1 limit 1)
        union all
        (select a.at_utc from app.sign_in_attempts a
          where a.address = source
          order by a.at_utc desc offset per_address - 1 limit 1)) counted;
      if free_at is not null then
        return query select null::uuid,
          greatest(1, ceil(extract(epoch from free_at + within - clock_timestamp()))::integer);
        return;
      end if;
      return query
        insert into app.sign_in_attempts as a (email, address) values (for_email, source)
        returning a.attempt_uuid, 0;
    end $$;

create function app.end_form(key uuid, what text)
returns void
language sql security definer
set search_path = pg_catalog, public, pg_temp
as $$
      update app.form_keys set made = what where user_uuid = nullif(current_setting('app.user_uuid', true), '')::uuid and form_key = key $$;
grant execute on function app.end_form(uuid, text)
  to sitecast_app, sitecast_admin;

create function app.scope(group_uuid uuid, user_uuid uuid, through text default null)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
  begin
    execute format('set local app.site_group_uuid = %L', coalesce(group_uuid::text, ''));
    execute format('set local app.user_uuid = %L', coalesce(user_uuid::text, ''));
    execute format('set local pvsite_datamodel.current_user_uuid = %L',
      coalesce(user_uuid::text, ''));
    execute format('set local app.through = %L', coalesce(through, ''));
  end $$;
grant execute on function app.scope(uuid, uuid, text)
  to sitecast_app, sitecast_admin;

