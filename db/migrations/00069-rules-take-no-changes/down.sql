comment on column app.logger_work.step is 'Name of the step: quarters, generation, rules.';
