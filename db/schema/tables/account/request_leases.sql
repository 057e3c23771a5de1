create table app.request_leases (
  token_uuid uuid not null,
  writes boolean not null,
  minute integer not null,
  taken integer not null,
  constraint request_leases_pkey primary key (token_uuid, writes),
  constraint request_leases_token_uuid_fkey foreign key (token_uuid)
    references app.api_tokens on delete cascade
);

comment on table app.request_leases is
  'How many requests of an API token the instances of the service have taken for themselves in a '
  'minute, so that all of them together keep to its limit. A row goes with its token.';
comment on column app.request_leases.token_uuid is 'The token.';
comment on column app.request_leases.writes is 'True: of writing requests. False: of reading ones.';
comment on column app.request_leases.minute is
  'The minute, counted from 1970 UTC by the clock of the service.';
comment on column app.request_leases.taken is 'Requests of that minute that were taken.';
