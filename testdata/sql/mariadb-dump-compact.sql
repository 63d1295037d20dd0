/*M!999999\- enable the sandbox mode */ 
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE acl (
  `id` int(11) NOT NULL,
  `name` varchar(191) NOT NULL,
  comments varchar(250) DEFAULT NULL,
  description varchar(250) DEFAULT NULL,
  valid_id smallint(6) NOT NULL,
  stop_after_match smallint(6) DEFAULT NULL,
  config_match longblob DEFAULT NULL,
  config_change longblob DEFAULT NULL,
  create_time datetime NOT NULL,
  create_by int(11) NOT NULL,
  change_time datetime NOT NULL,
  change_by int(11) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY acl_name (`name`)
);
/*!40101 SET character_set_client = @saved_cs_client */;
REPLACE INTO acl VALUES (1,'100-Example-ACL','Move ticket','',1,0,'---\nProperties:\n  Ticket:\n    Priority:\n    - 5 very high\n    Queue:\n    - Raw\nPropertiesDatabase: {}\n','---\nPossible:\n  Ticket:\n    Queue:\n    - Alert\nPossibleAdd: {}\nPossibleNot: {}\n','2024-03-01 08:00:00',1,'2024-03-02 09:30:00',1);
REPLACE INTO acl VALUES (2,'200-Quote\'s \"and\" \\Backslash','It\'s 100% \"done\"; -- no comment, /* nor this */ \\o/ # `x`','tab	here\nsecond line\r\n\\. third line\n\\N',1,1,'---\nProperties:\n  CustomerUser:\n    UserCustomerID:\n    - O\'Neill; DROP TABLE acl;\n  Ticket:\n    Title:\n    - \'[RegExp]^\\d{2}%\\s+(?:Re|Fwd):\'\n    - it\'s\n    - say \"hello\"\n    - C:\\temp\\new\n    - \"two\\nlines\"\n    - \"tab\\tbed\"\n    - 100%\n    - \'%_\\%\\_\'\n','---\nPossibleNot:\n  Action:\n  - AgentTicketClose\n  Ticket:\n    State:\n    - \'[Not]closed successful\'\n    - $$closed$$\n    - \'[NotRegExp]^(?:new|open)$\'\n','2024-03-01 08:00:01',2,'2024-03-02 09:30:01',1);
REPLACE INTO acl VALUES (3,'300-Größe-€-😀','Für Müller & Söhne','¿Qué? 日本語',1,0,'---\nProperties:\n  Owner:\n    UserLogin:\n    - jürgen\n  Queue:\n    Name:\n    - Störung::Übergabe\n    - \'[regexp]^größe \\x{20ac}$\'\nPropertiesDatabase:\n  DynamicField:\n    DynamicField_Farbe:\n    - grün\n    - \"weiß \\U0001F600\"\n','---\nPossible:\n  Ticket:\n    DynamicField_Farbe:\n    - grün\n    - \'\'\n','2024-03-01 08:00:02',2,'2024-03-02 09:30:02',2);
REPLACE INTO acl VALUES (4,'400-Leer',NULL,NULL,2,NULL,'',NULL,'2024-03-01 08:00:03',1,'2024-03-02 09:30:03',1);
REPLACE INTO acl VALUES (17,'500 NULL','NULL','',3,1,'---\nPropertiesDatabase:\n  Ticket:\n    Lock:\n    - unlock\n    - \'~\'\n    - \'null\'\n    - \'0\'\n    - \'007\'\n    - \\N\n    - 0x41\n    - \'\'\'\'\n    - \'\"\'\n    - \\\n','---\nPossibleAdd:\n  Ticket:\n    Type:\n    - default\nPossibleNot:\n  Form:\n  - Color\n  - \'\'\'); DELETE FROM acl; --\'\n  - /*!40000 x */\n','2024-03-01 08:00:04',3,'2024-03-02 09:30:04',2);
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE users (
  `id` int(11) NOT NULL,
  login varchar(191) NOT NULL,
  pw varchar(128) NOT NULL,
  title varchar(50) DEFAULT NULL,
  first_name varchar(100) NOT NULL,
  last_name varchar(100) NOT NULL,
  valid_id smallint(6) NOT NULL,
  create_time datetime NOT NULL,
  create_by int(11) NOT NULL,
  change_time datetime NOT NULL,
  change_by int(11) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY users_login (login)
);
/*!40101 SET character_set_client = @saved_cs_client */;
REPLACE INTO users VALUES (1,'root@localhost','roK20XGbWEsSM',NULL,'Admin','OTOBO',1,'2024-01-01 00:00:00',1,'2024-01-01 00:00:00',1);
REPLACE INTO users VALUES (2,'jürgen','sha2$it\'s;a\\secret',NULL,'Jürgen','Groß',1,'2024-01-01 00:00:00',1,'2024-01-01 00:00:00',1);
