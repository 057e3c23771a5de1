create function app.forget_runs(before_utc timestamp)
returns integer
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  forgotten integer;
begin
  delete from app.model_runs r where r.timestamp_utc < before_utc
    and exists (select 1 from app.model_runs n where n.site_uuid = r.site_uuid
      and n.ml_model_uuid = r.ml_model_uuid and n.timestamp_utc > r.timestamp_utc);
  get diagnostics forgotten = row_count;
  return forgotten;
end
$$;

comment on function app.forget_runs(timestamp) is
  'Deletes rows of app.model_runs from before this time, except each model''s newest, and returns '
  'how many. The runs themselves stay. Caller: the service once a day '
  '(sql/forecasts/chosen_models.ts). Lock: the rows.';
