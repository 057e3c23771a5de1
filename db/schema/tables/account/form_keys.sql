create table app.form_keys (
  user_uuid uuid not null,
  form_key uuid not null,
  made text not null default '',
  created_utc timestamptz not null default now(),
  constraint form_keys_pkey primary key (user_uuid, form_key),
  constraint form_keys_user_uuid_fkey foreign key (user_uuid) references users on delete cascade
);

comment on table app.form_keys is
  'Keys of forms that make something, so that the same form sent twice makes it once. A row '
  'goes with its user, and after a day.';
comment on column app.form_keys.user_uuid is 'The user who sent the form.';
comment on column app.form_keys.form_key is 'UUID that the form carries.';
comment on column app.form_keys.made is 'What the form made: the id that the second sender gets.';
comment on column app.form_keys.created_utc is 'When the form was first sent.';
