create function app.judge_import_runs(of_import uuid, of_check integer, from_run integer)
returns table (new integer, unchanged integer, conflicting integer, next_run integer)
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
  piece record;
  models uuid[];
begin
  if not exists (select 1 from app.imports i where i.import_uuid = of_import
      and i.state = 'checking' and i.check_number = of_check) then
    return;
  end if;
  select * into piece from app.import_runs_from(of_import, from_run);
  if not found then return; end if;
  models := array(
    select (select m.model_uuid from ml_model m
      where m.name = r.name and m.version is not distinct from nullif(r.version, '')
      order by m.created_utc, m.model_uuid limit 1)
    from unnest(piece.run_models, piece.run_versions) with ordinality r (name, version, at)
    order by at);
  select count(*) filter (where is_fresh),
    count(*) filter (where contradicts and not is_same), piece.next_run
  into new, conflicting, next_run
  from app.judge_runs(piece.run_ids, piece.run_sites, piece.run_times, piece.run_versions,
    models, piece.of_places, piece.of_runs, piece.of_rows, piece.starts, piece.ends,
    piece.powers, piece.quantiles);
  unchanged := cardinality(piece.starts) - new - conflicting;
  return next;
end
$$;

comment on function app.judge_import_runs(uuid, integer, integer) is
  'Returns what storing the next runs of a file would do, as app.judge_runs says, and the number '
  'of the run after them; nothing after the last run, or when another check has begun since. '
  'Caller: the owner (sql/imports/forecast_work.ts). Lock: none.';
