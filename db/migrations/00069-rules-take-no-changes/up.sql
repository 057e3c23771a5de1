comment on column app.logger_work.step is 'Name of the step: quarters, generation.';

-- What was still to be done for the rules, which look for themselves now.
delete from app.logger_work where step = 'rules';
