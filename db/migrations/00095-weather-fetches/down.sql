-- Loses data.
drop table app.weather_fetches;
