create function app.cut_periods(keys uuid[], starts timestamp[], ends timestamp[])
returns table (number bigint, start_utc timestamp, end_utc timestamp)
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  period record;
  covered tsmultirange;
  numbers bigint[];
  rests tsmultirange[];
  place integer := 0;
begin
  -- Islands of periods that overlap, so that the set of what is covered stays small.
  for period in
    select k.n, tsmultirange(tsrange(k.first, k.last)) as whole,
      row_number() over (partition by k.key, k.island order by k.n) = 1 as is_first
    from (
      select *, count(*) filter (where is_apart) over (partition by key order by first, n) as island
      from (
        select *, coalesce(max(last) over (partition by key order by first, n
          rows between unbounded preceding and 1 preceding) <= first, true) as is_apart
        from unnest(keys, starts, ends) with ordinality k (key, first, last, n)
        where first < last) k) k
    order by k.key, k.island, k.n
  loop
    if period.is_first then covered := '{}'; end if;
    if covered @> period.whole then continue; end if;
    place := place + 1;
    numbers[place] := period.n;
    rests[place] := period.whole - covered;
    covered := covered + period.whole;
  end loop;
  return query
    select r.n, lower(piece), upper(piece)
    from unnest(numbers, rests) r (n, rest), unnest(r.rest) piece;
end
$$;

comment on function app.cut_periods(uuid[], timestamp[], timestamp[]) is
  'Cuts periods so that no two of the same key overlap (three arrays of one length: key, start, '
  'end; the first period has the highest priority): returns the pieces of each period that no '
  'earlier one of the array covers, with its place in the arrays from 1 on. Leaves out periods '
  'without a length. Caller: functions that read forecasts. Lock: none.';
