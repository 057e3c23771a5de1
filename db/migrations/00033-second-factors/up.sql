set local check_function_bodies = off;

drop function app.sign_in_facts(uuid[]);

create table app.factors (
  user_uuid uuid not null,
  form_key uuid not null,
  secret bytea not null,
  key_fingerprint text not null,
  last_step bigint not null,
  failed_utc timestamp with time zone[] not null default '{}'::timestamp with time zone[],
  since_utc timestamp with time zone not null default now(),
  constraint factors_pkey primary key (user_uuid)
);

create table app.pending_sign_ins (
  pending_hash bytea not null,
  user_uuid uuid not null,
  created_utc timestamp with time zone not null default now(),
  expires_utc timestamp with time zone not null,
  constraint pending_sign_ins_pkey primary key (pending_hash)
);

create table app.recovery_codes (
  user_uuid uuid not null,
  code_hash bytea not null,
  constraint recovery_codes_pkey primary key (user_uuid, code_hash)
);

create or replace function app.reset_factor (
  of_user uuid
)
  returns void
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  perform app.check_user(of_user);
  if of_user = app.user_uuid() then
    raise 'You cannot reset your own second factor: another admin can.' using errcode = 'SC409';
  end if;
  delete from app.factors where user_uuid = of_user;
  if not found then
    raise 'This user has no second factor.' using errcode = 'SC409';
  end if;
  delete from app.pending_sign_ins where user_uuid = of_user;
  perform app.end_sessions(of_user);
end
$function$;

create or replace function app.sign_in_facts (
  of_users uuid[]
)
  returns table (
    user_uuid uuid,
    has_password boolean,
    has_factor boolean,
    sessions integer,
    tokens integer,
    link_expires_utc timestamp with time zone
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
begin
  return query
    select u, exists (select 1 from app.credentials c where c.user_uuid = u),
      exists (select 1 from app.factors f where f.user_uuid = u),
      (select count(*)::integer from app.sessions s
        where s.user_uuid = u and s.expires_utc > now()),
      (select count(*)::integer from app.api_tokens t where t.user_uuid = u
        and t.revoked_utc is null and (t.expires_utc is null or t.expires_utc > now())),
      (select l.expires_utc from app.password_links l
        where l.user_uuid = u and l.expires_utc > now())
    from unnest(of_users) u;
end
$function$;

alter table app.factors
  add constraint factors_user_uuid_fkey foreign key (user_uuid) references public.users(user_uuid)
    on delete cascade;

alter table app.pending_sign_ins
  add constraint pending_sign_ins_user_uuid_fkey foreign key (user_uuid)
    references public.users(user_uuid) on delete cascade;

alter table app.recovery_codes
  add constraint recovery_codes_user_uuid_fkey foreign key (user_uuid)
    references app.factors(user_uuid) on delete cascade;

create index pending_sign_ins_expires_utc on app.pending_sign_ins using btree (expires_utc);

create index pending_sign_ins_user_uuid on app.pending_sign_ins using btree (user_uuid);

comment on column app.factors.failed_utc is 'When the last wrong codes were sent, by which the number of guesses is limited.';

comment on column app.factors.form_key is 'Key of the form that confirmed it, so that the same form sent twice sets it up once.';

comment on column app.factors.key_fingerprint is 'Names the key that encrypted the secret.';

comment on column app.factors.last_step is 'Step of the last code that was accepted (30 s since 1970): only later ones count.';

comment on column app.factors.secret is 'Nonce, tag and ciphertext of the generator''s secret: AES-256-GCM with a key outside of the database, and with the user''s UUID as associated data.';

comment on column app.factors.since_utc is 'When it was set up.';

comment on column app.factors.user_uuid is 'The user who has the generator.';

comment on column app.pending_sign_ins.created_utc is 'When the password was right: a password set later ends it.';

comment on column app.pending_sign_ins.expires_utc is 'When it ends by itself.';

comment on column app.pending_sign_ins.pending_hash is 'SHA-256 of the secret in the cookie.';

comment on column app.pending_sign_ins.user_uuid is 'The user who is signing in.';

comment on column app.recovery_codes.code_hash is 'SHA-256 of the code.';

comment on column app.recovery_codes.user_uuid is 'The user whose code this is.';

comment on function app.reset_factor(uuid) is 'Deletes a user''s second factor with its recovery codes, and signs the user out everywhere. Throws P0002 without such a user, SC409 for the caller''s own and where there is none. Caller: sitecast_admin, a task. Lock: the factor''s row.';

comment on function app.sign_in_facts(uuid[]) is 'Returns what the tables of secrets tell an admin about users: whether there are password and second factor, counts and times, no secret. Caller: sitecast_admin. Lock: none.';

comment on table app.factors is 'Second factors of users: generators of one-time codes (TOTP, RFC 6238). Read by the owner''s connections only; a row goes with its user.';

comment on table app.pending_sign_ins is 'Browsers whose user has shown the password and not yet the second factor. Read by the owner''s connections only; a row goes with its user.';

comment on table app.recovery_codes is 'Codes that stand in for a second factor, each once: a used one is deleted. Read by the owner''s connections only; a row goes with its factor.';

revoke all on function app.reset_factor(uuid) from public;

grant execute on function app.reset_factor(uuid) to sitecast_admin;

revoke all on function app.sign_in_facts(uuid[]) from public;

grant execute on function app.sign_in_facts(uuid[]) to sitecast_admin;
