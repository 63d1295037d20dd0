-- every way in which PostgreSQL writes a text
set search_path to otobo, public;

insert into "acl" (change_by, change_time, create_by, create_time, config_change, config_match, stop_after_match, valid_id, description, comments, name, id)
values (1,
        (U&'2024-03-02 09:30:00')::timestamp(0) without time zone,
        1,
        (E'2024-03-01 08:00:00')::timestamp(0) without time zone,
        '---
Possible:
  Ticket:
    Queue:
    - Alert
PossibleAdd: {}
PossibleNot: {}
'::text,
        '---
Properties:
  Ticket:
    Priority:
    - 5 ver' || 'y high
    Queue:
    - Raw
PropertiesDatabase: {}
',
        0,
        1,
        $acl$$acl$,
        U&'Move ticket',
        E'100-Example-ACL',
        1)
on conflict do nothing; -- it's one row
insert into "acl" (change_by, change_time, create_by, create_time, config_change, config_match, stop_after_match, valid_id, description, comments, name, id)
values (1,
        ('2024-03-0' || '2 09:30:01')::timestamp(0) without time zone,
        2,
        ($acl$2024-03-01 08:00:01$acl$)::timestamp(0) without time zone,
        U&'---
PossibleNot:
  Action:
  - AgentTicketClose
  Ticket:
    State:
    - ''[Not]closed successful''
    - $$closed$$
    - ''[NotRegExp]^(?:new|open)$''
',
        E'---\nProperties:\n  CustomerUser:\n    UserCustomerID:\n    - O\'Neill; DROP TABLE acl;\n  Ticket:\n    Title:\n    - \'[RegExp]^\\d{2}%\\s+(?:Re|Fwd):\'\n    - it\'s\n    - say "hello"\n    - C:\\temp\\new\n    - "two\\nlines"\n    - "tab\\tbed"\n    - 100%\n    - \'%_\\%\\_\'\n',
        1,
        1,
        'tab	here
second line
\. third line
\N'::text,
        'It''s 100% "done"; -- no comm' || 'ent, /* nor this */ \o/ # `x`',
        $acl$200-Quote's "and" \Backslash$acl$,
        2)
on conflict do nothing; -- it's one row
insert into "acl" (change_by, change_time, create_by, create_time, config_change, config_match, stop_after_match, valid_id, description, comments, name, id)
values (2,
        (E'2024-03-02 09:30:02')::timestamp(0) without time zone,
        2,
        ('2024-03-01 08:00:02'::text)::timestamp(0) without time zone,
        '---
Possible:
  Ticket:
    Dynami' || 'cField_Farbe:
    - grün
    - ''''
',
        $acl$---
Properties:
  Owner:
    UserLogin:
    - jürgen
  Queue:
    Name:
    - Störung::Übergabe
    - '[regexp]^größe \x{20ac}$'
PropertiesDatabase:
  DynamicField:
    DynamicField_Farbe:
    - grün
    - "weiß \U0001F600"
$acl$,
        0,
        1,
        U&'\00bfQu\00e9? \65e5\672c\8a9e',
        E'Für Müller & S\u00f6hne',
        '300-Größe-€-😀'::text,
        3)
on conflict do nothing; -- it's one row
insert into "acl" (change_by, change_time, create_by, create_time, config_change, config_match, stop_after_match, valid_id, description, comments, name, id)
values (1,
        ('2024-03-02 09:30:03'::text)::timestamp(0) without time zone,
        1,
        ('2024-03-0' || '1 08:00:03')::timestamp(0) without time zone,
        NULL,
        $acl$$acl$,
        NULL,
        2,
        NULL,
        NULL,
        U&'400-Leer',
        4)
on conflict do nothing; -- it's one row
insert into "acl" (change_by, change_time, create_by, create_time, config_change, config_match, stop_after_match, valid_id, description, comments, name, id)
values (2,
        (U&'2024-03-02 09:30:04')::timestamp(0) without time zone,
        3,
        (E'2024-03-01 08:00:04')::timestamp(0) without time zone,
        '---
PossibleAdd:
  Ticket:
    Type:
    - default
PossibleNot:
  Form:
  - Color
  - ''''''); DELETE FROM acl; --''
  - /*!40000 x */
'::text,
        '---
PropertiesDatabase:
  Ticket:
    Lock:
    - unlock
    - ''~''
    - ''n' || 'ull''
    - ''0''
    - ''007''
    - \N
    - 0x41
    - ''''''''
    - ''"''
    - \
',
        1,
        3,
        $acl$$acl$,
        U&'NULL',
        E'500 NULL',
        17)
on conflict do nothing; -- it's one row
insert into users values (1, 'root@localhost', 'roK20XGbWEsSM', NULL, 'Admin', 'OTOBO', 1, '2024-01-01 00:00:00', 1, '2024-01-01 00:00:00', 1), (2, 'jürgen', 'sha2$it''s;a\secret', NULL, 'Jürgen', 'Groß', 1, '2024-01-01 00:00:00', 1, '2024-01-01 00:00:00', 1);
