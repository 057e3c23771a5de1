create function app.on_variables_delete()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  insert into app.dropped_variables (variable_id)
  select variable_id from old_rows order by 1 on conflict do nothing;
  return null;
end
$$;

comment on function app.on_variables_delete() is
  'Lists deleted variables, so that a job deletes their readings and quarter hours in steps. '
  'Caller: a trigger of app.logger_variables. Lock: rows of app.dropped_variables.';
