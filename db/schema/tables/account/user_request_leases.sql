create table app.user_request_leases (
  user_uuid uuid not null,
  writes boolean not null,
  minute integer not null,
  taken integer not null,
  constraint user_request_leases_pkey primary key (user_uuid, writes),
  constraint user_request_leases_user_uuid_fkey foreign key (user_uuid)
    references users on delete cascade
);

comment on table app.user_request_leases is
  'How many requests with JWTs of a user the instances of the service have taken for themselves in a '
  'minute, as app.request_leases has it of API tokens. A row goes with its user.';
comment on column app.user_request_leases.user_uuid is 'The user.';
comment on column app.user_request_leases.writes is
  'True: of writing requests. False: of reading ones.';
comment on column app.user_request_leases.minute is
  'The minute, counted from 1970 UTC by the clock of the service.';
comment on column app.user_request_leases.taken is 'Requests of that minute that were taken.';
