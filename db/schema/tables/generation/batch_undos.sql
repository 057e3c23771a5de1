create table app.batch_undos (
  batch_id bigint not null,
  sites uuid[] not null,
  phase text not null,
  site_number integer not null default 1,
  after_utc timestamp not null default '-infinity',
  after_run uuid,
  removed integer not null default 0,
  restored integer not null default 0,
  changed integer not null default 0,
  changes jsonb not null default '[]',
  changed_utc timestamp not null default (now() at time zone 'utc'),
  ended_utc timestamp,
  constraint batch_undos_pkey primary key (batch_id),
  constraint batch_undos_batch_id_fkey foreign key (batch_id)
    references app.batches on delete cascade,
  constraint batch_undos_phase_check check (phase in
    ('runs', 'measurements', 'deleted', 'changes'))
);
create index batch_undos_open on app.batch_undos (changed_utc) where ended_utc is null;

comment on table app.batch_undos is
  'How far large batches are undone, which takes many short transactions: the last undo of each. '
  'Read and written by functions only.';
comment on column app.batch_undos.batch_id is 'The batch.';
comment on column app.batch_undos.sites is
  'The sites at which it is undone: those that its user saw when asking for it.';
comment on column app.batch_undos.phase is
  'What the next step does: runs (deletes runs), measurements (takes away what came and gives back '
  'what was replaced), deleted (puts back what was deleted), changes (lists what stays).';
comment on column app.batch_undos.site_number is
  'Place in sites of the site of the next step, from 1.';
comment on column app.batch_undos.after_utc is
  'Periods of that site that start before this are done (UTC).';
comment on column app.batch_undos.after_run is
  'Runs up to this one, by UUID, are done. NULL: none is.';
comment on column app.batch_undos.removed is 'Measurements and runs taken away so far.';
comment on column app.batch_undos.restored is 'Measurements put back so far.';
comment on column app.batch_undos.changed is 'What has changed since the batch and stays, so far.';
comment on column app.batch_undos.changes is
  'The first 100 of these, as app.undo_batch returns them.';
comment on column app.batch_undos.changed_utc is
  'When the last step was taken (UTC): the batch that waits longest is next.';
comment on column app.batch_undos.ended_utc is
  'When the last step was done (UTC). NULL: there are more.';
