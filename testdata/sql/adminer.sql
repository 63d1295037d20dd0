-- Adminer 4.8.1 MySQL 10.11.14-MariaDB-0+deb12u2 dump

SET NAMES utf8;
SET time_zone = '+00:00';
SET foreign_key_checks = 0;

USE `otobo`;

SET NAMES utf8mb4;

TRUNCATE `acl`;
INSERT INTO `acl` (`id`, `name`, `comments`, `description`, `valid_id`, `stop_after_match`, `config_match`, `config_change`, `create_time`, `create_by`, `change_time`, `change_by`) VALUES
(1,	'100-Example-ACL',	'Move ticket',	'',	1,	0,	'---\nProperties:\n  Ticket:\n    Priority:\n    - 5 very high\n    Queue:\n    - Raw\nPropertiesDatabase: {}\n',	'---\nPossible:\n  Ticket:\n    Queue:\n    - Alert\nPossibleAdd: {}\nPossibleNot: {}\n',	'2024-03-01 08:00:00',	1,	'2024-03-02 09:30:00',	1),
(2,	'200-Quote\'s \"and\" \\Backslash',	'It\'s 100% \"done\"; -- no comment, /* nor this */ \\o/ # `x`',	'tab	here\nsecond line\r\n\\. third line\n\\N',	1,	1,	'---\nProperties:\n  CustomerUser:\n    UserCustomerID:\n    - O\'Neill; DROP TABLE acl;\n  Ticket:\n    Title:\n    - \'[RegExp]^\\d{2}%\\s+(?:Re|Fwd):\'\n    - it\'s\n    - say \"hello\"\n    - C:\\temp\\new\n    - \"two\\nlines\"\n    - \"tab\\tbed\"\n    - 100%\n    - \'%_\\%\\_\'\n',	'---\nPossibleNot:\n  Action:\n  - AgentTicketClose\n  Ticket:\n    State:\n    - \'[Not]closed successful\'\n    - $$closed$$\n    - \'[NotRegExp]^(?:new|open)$\'\n',	'2024-03-01 08:00:01',	2,	'2024-03-02 09:30:01',	1),
(3,	'300-Größe-€-😀',	'Für Müller & Söhne',	'¿Qué? 日本語',	1,	0,	'---\nProperties:\n  Owner:\n    UserLogin:\n    - jürgen\n  Queue:\n    Name:\n    - Störung::Übergabe\n    - \'[regexp]^größe \\x{20ac}$\'\nPropertiesDatabase:\n  DynamicField:\n    DynamicField_Farbe:\n    - grün\n    - \"weiß \\U0001F600\"\n',	'---\nPossible:\n  Ticket:\n    DynamicField_Farbe:\n    - grün\n    - \'\'\n',	'2024-03-01 08:00:02',	2,	'2024-03-02 09:30:02',	2),
(4,	'400-Leer',	NULL,	NULL,	2,	NULL,	'',	NULL,	'2024-03-01 08:00:03',	1,	'2024-03-02 09:30:03',	1),
(17,	'500 NULL',	'NULL',	'',	3,	1,	'---\nPropertiesDatabase:\n  Ticket:\n    Lock:\n    - unlock\n    - \'~\'\n    - \'null\'\n    - \'0\'\n    - \'007\'\n    - \\N\n    - 0x41\n    - \'\'\'\'\n    - \'\"\'\n    - \\\n',	'---\nPossibleAdd:\n  Ticket:\n    Type:\n    - default\nPossibleNot:\n  Form:\n  - Color\n  - \'\'\'); DELETE FROM acl; --\'\n  - /*!40000 x */\n',	'2024-03-01 08:00:04',	3,	'2024-03-02 09:30:04',	2)
ON DUPLICATE KEY UPDATE `id` = VALUES(`id`), `name` = VALUES(`name`);

INSERT INTO `users` (`id`, `login`, `pw`, `title`, `first_name`, `last_name`, `valid_id`, `create_time`, `create_by`, `change_time`, `change_by`) VALUES
(1,	'root@localhost',	'roK20XGbWEsSM',	NULL,	'Admin',	'OTOBO',	1,	'2024-01-01 00:00:00',	1,	'2024-01-01 00:00:00',	1),
(2,	'jürgen',	'sha2$it\'s;a\\secret',	NULL,	'Jürgen',	'Groß',	1,	'2024-01-01 00:00:00',	1,	'2024-01-01 00:00:00',	1);

-- 2024-03-03 01:00:00
