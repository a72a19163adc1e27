-- The rules that each operation was decided by, and is proved by.

alter table operation add column rules smallint not null default 1;
