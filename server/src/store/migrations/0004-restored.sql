-- What a cycle gave back of what others drew beyond their grants, by account. Nothing was told apart before.

alter table cycle_total add column restored_overdraft bigint not null default 0;

alter table cycle_total add column restored_overage bigint not null default 0;

alter table cycle_total add column restored_unlimited bigint not null default 0;
