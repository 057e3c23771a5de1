-- Bodies of functions may name tables that later migrations make.
set local check_function_bodies = off;

create table status (
  status_uuid uuid not null default gen_random_uuid(),
  created_utc timestamp default (now() at time zone 'utc'),
  status varchar(255),
  message varchar(255),
  posted_by uuid,
  posted_by_email varchar(255),
  constraint status_pkey primary key (status_uuid)
);

create table api_request (
  uuid uuid not null default gen_random_uuid(),
  created_utc timestamp default (now() at time zone 'utc'),
  url varchar,
  user_uuid uuid,
  constraint api_request_pkey primary key (uuid),
  constraint api_request_user_uuid_fkey foreign key (user_uuid) references users
);
create index ix_api_request_created_utc on api_request (created_utc);
create index ix_api_request_user_uuid on api_request (user_uuid);

create table app.jobs (
  job_uuid uuid not null default gen_random_uuid(),
  kind text not null,
  site_uuid uuid,
  site_name text,
  with_generation boolean not null default false,
  asked_by uuid,
  asked_by_email text,
  asked_through text,
  state text not null default 'waiting',
  done bigint not null default 0,
  total bigint not null default 0,
  message text,
  created_utc timestamp not null default (now() at time zone 'utc'),
  ended_utc timestamp,
  constraint jobs_pkey primary key (job_uuid)
);
create unique index jobs_open on app.jobs (kind, site_uuid) where state in ('waiting', 'running');

create function app.ask_to_delete_site(of_site uuid, with_generation boolean)
returns uuid
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
    declare
      gone sites;
      asked uuid;
    begin
      select * into gone from sites where site_uuid = of_site for update;
      if not found then raise 'no such site' using errcode = 'P0002'; end if;
      if not with_generation and exists (select from generation where site_uuid = of_site) then
        raise 'This site has measured generation. Say that it may be deleted, too.'
          using errcode = 'SC422', column = 'with_generation';
      end if;
      insert into app.jobs (kind, site_uuid, site_name, asked_by, asked_by_email, asked_through,
        with_generation)
      select 'delete site', of_site,
        coalesce(nullif(gone.client_site_name, ''), 'Site ' || coalesce(gone.client_site_id::text, left(of_site::text, 8))),
        nullif(current_setting('app.user_uuid', true), '')::uuid, (select email from users where user_uuid = nullif(current_setting('app.user_uuid', true), '')::uuid),
        nullif(current_setting('app.through', true), ''), ask_to_delete_site.with_generation
      on conflict do nothing returning job_uuid into asked;
      return coalesce(asked, (select job_uuid from app.jobs
        where kind = 'delete site' and site_uuid = of_site and state in ('waiting', 'running')));
    end $$;
grant execute on function app.ask_to_delete_site(uuid, boolean)
  to sitecast_admin;

create function app.post_status(new_status text, new_message text)
returns uuid
language sql security definer
set search_path = pg_catalog, public, pg_temp
as $$
      insert into status (status, message, posted_by, posted_by_email)
      values (new_status, new_message, nullif(current_setting('app.user_uuid', true), '')::uuid, (select email from users where user_uuid = nullif(current_setting('app.user_uuid', true), '')::uuid))
      returning status_uuid $$;
grant execute on function app.post_status(text, text)
  to sitecast_admin;

grant select on status to sitecast_admin;
grant select, delete on status to sitecast_sdk;
grant select (status_uuid, created_utc, status, message)
  on status to sitecast_app;
grant insert (status_uuid, created_utc, status, message)
  on status to sitecast_sdk;
grant update (status_uuid, created_utc, status, message)
  on status to sitecast_sdk;

alter table api_request enable row level security;
create policy all_rows on api_request to sitecast_admin using (true);
create policy by_user on api_request to sitecast_app
  using (user_uuid = any((select app.visible_users())::uuid[]));
create policy every_row_sitecast_sdk on api_request to sitecast_sdk using (true);
grant select on api_request to sitecast_app, sitecast_admin;
grant select, insert, update, delete on api_request to sitecast_sdk;

alter table app.jobs enable row level security;
create policy all_rows on app.jobs to sitecast_admin using (true);
grant select on app.jobs to sitecast_admin;
