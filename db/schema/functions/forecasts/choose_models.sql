create function app.choose_models(of_sites uuid[], now_utc timestamp)
returns integer
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
  chosen integer;
begin
  insert into app.chosen_models (site_uuid, from_utc, model_name, why)
  select r.site_uuid, greatest(date_trunc('second', now_utc), b.from_utc), r.model_name, r.why
  from app.ruled_models(of_sites, now_utc) r
  left join (
    select distinct on (c.site_uuid) c.* from app.chosen_models c
    where c.site_uuid = any(of_sites) order by c.site_uuid, c.from_utc desc) b
    on b.site_uuid = r.site_uuid
  where b.site_uuid is null or (b.model_name, b.why) is distinct from (r.model_name, r.why)
  order by 1
  on conflict (site_uuid, from_utc) do update
    set model_name = excluded.model_name, why = excluded.why;
  get diagnostics chosen = row_count;
  return chosen;
end
$$;

comment on function app.choose_models(uuid[], timestamp) is
  'Keeps the models that these sites show from now_utc on (app.ruled_models), and returns for '
  'how many it changed. Never writes before a choice that is there: a clock may be late. Caller: '
  'the service each quarter hour (sql/forecasts/chosen_models.ts), trigger model_assigned of '
  'sites. Lock: as app.touch_sites.';
