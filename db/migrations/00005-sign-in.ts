// How people and scripts prove who they are. Only the owner's pool reads these tables: the web roles
// have no right on them. Secrets are kept as hashes; rows go with their user.
import type postgres from "postgres";

const USER = "user_uuid uuid not null references users on delete cascade";

export async function up(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    create table app.credentials (
      user_uuid uuid primary key references users on delete cascade,
      password_hash text not null, -- scrypt with its parameters
      changed_utc timestamptz not null default now()
    );

    create table app.sessions (
      session_hash bytea primary key, -- SHA-256 of the cookie's secret
      ${USER},
      created_utc timestamptz not null default now(),
      expires_utc timestamptz not null
    );
    create index sessions_user_uuid on app.sessions (user_uuid);
    create index sessions_expires_utc on app.sessions (expires_utc);

    create table app.password_links (
      user_uuid uuid primary key references users on delete cascade, -- the newest link alone works
      link_hash bytea not null unique,
      expires_utc timestamptz not null
    );

    create table app.api_tokens (
      token_uuid uuid primary key default gen_random_uuid(),
      token_hash bytea not null unique,
      prefix text not null, -- the part that may be shown: tells tokens apart
      ${USER},
      can_write boolean not null,
      created_utc timestamptz not null default now(),
      expires_utc timestamptz,
      last_used_utc timestamptz,
      revoked_utc timestamptz
    );
    create index api_tokens_user_uuid on app.api_tokens (user_uuid);

    create table app.sign_in_attempts (
      attempt_uuid uuid primary key default gen_random_uuid(),
      email text not null,
      address inet not null,
      at_utc timestamptz not null default clock_timestamp()
    );
    create index sign_in_attempts_address on app.sign_in_attempts (address, at_utc);
    create index sign_in_attempts_at_utc on app.sign_in_attempts (at_utc);

    -- Books an attempt as failed before the password is looked at, so that many at once cannot slip
    -- past the limit; a success takes the row away again. Over a limit: no attempt, and the seconds
    -- until the next one is allowed. An IPv6 address stands for its /64.
    create function app.begin_sign_in(
      for_email text, from_address inet, per_account integer, per_address integer, within interval)
    returns table (attempt_uuid uuid, retry_after_seconds integer)
    language plpgsql as $$
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
  `);
}

export async function down(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    drop function app.begin_sign_in(text, inet, integer, integer, interval);
    drop table app.sign_in_attempts, app.api_tokens, app.password_links, app.sessions,
      app.credentials;
  `);
}
