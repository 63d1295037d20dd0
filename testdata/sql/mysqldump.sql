-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)
--
-- Host: localhost    Database: otobo
-- ------------------------------------------------------
-- Server version	8.0.36

/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!50503 SET NAMES utf8mb4 */;
/*!40103 SET TIME_ZONE='+00:00' */;
/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;

--
-- Table structure for table `acl`
--

DROP TABLE IF EXISTS `acl`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!50503 SET character_set_client = utf8mb4 */;
CREATE TABLE `acl` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` varchar(191) NOT NULL,
  `comments` varchar(250) DEFAULT NULL,
  `description` varchar(250) DEFAULT NULL,
  `valid_id` smallint NOT NULL,
  `stop_after_match` smallint DEFAULT NULL,
  `config_match` longblob,
  `config_change` longblob,
  `create_time` datetime NOT NULL,
  `create_by` int NOT NULL,
  `change_time` datetime NOT NULL,
  `change_by` int NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `acl_name` (`name`),
  KEY `FK_acl_valid_id_id` (`valid_id`)
) ENGINE=InnoDB AUTO_INCREMENT=18 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `acl`
--

LOCK TABLES `acl` WRITE;
/*!40000 ALTER TABLE `acl` DISABLE KEYS */;
INSERT INTO `acl` VALUES (1,'100-Example-ACL','Move ticket','',1,0,_binary '---\nProperties:\n  Ticket:\n    Priority:\n    - 5 very high\n    Queue:\n    - Raw\nPropertiesDatabase: {}\n',_binary '---\nPossible:\n  Ticket:\n    Queue:\n    - Alert\nPossibleAdd: {}\nPossibleNot: {}\n','2024-03-01 08:00:00',1,'2024-03-02 09:30:00',1),(2,'200-Quote\'s \"and\" \\Backslash','It\'s 100% \"done\"; -- no comment, /* nor this */ \\o/ # `x`','tab	here\nsecond line\r\n\\. third line\n\\N',1,1,_binary '---\nProperties:\n  CustomerUser:\n    UserCustomerID:\n    - O\'Neill; DROP TABLE acl;\n  Ticket:\n    Title:\n    - \'[RegExp]^\\d{2}%\\s+(?:Re|Fwd):\'\n    - it\'s\n    - say \"hello\"\n    - C:\\temp\\new\n    - \"two\\nlines\"\n    - \"tab\\tbed\"\n    - 100%\n    - \'%_\\%\\_\'\n',_binary '---\nPossibleNot:\n  Action:\n  - AgentTicketClose\n  Ticket:\n    State:\n    - \'[Not]closed successful\'\n    - $$closed$$\n    - \'[NotRegExp]^(?:new|open)$\'\n','2024-03-01 08:00:01',2,'2024-03-02 09:30:01',1),(3,'300-Größe-€-😀','Für Müller & Söhne','¿Qué? 日本語',1,0,_binary '---\nProperties:\n  Owner:\n    UserLogin:\n    - jürgen\n  Queue:\n    Name:\n    - Störung::Übergabe\n    - \'[regexp]^größe \\x{20ac}$\'\nPropertiesDatabase:\n  DynamicField:\n    DynamicField_Farbe:\n    - grün\n    - \"weiß \\U0001F600\"\n',_binary '---\nPossible:\n  Ticket:\n    DynamicField_Farbe:\n    - grün\n    - \'\'\n','2024-03-01 08:00:02',2,'2024-03-02 09:30:02',2),(4,'400-Leer',NULL,NULL,2,NULL,'',NULL,'2024-03-01 08:00:03',1,'2024-03-02 09:30:03',1),(17,'500 NULL','NULL','',3,1,_binary '---\nPropertiesDatabase:\n  Ticket:\n    Lock:\n    - unlock\n    - \'~\'\n    - \'null\'\n    - \'0\'\n    - \'007\'\n    - \\N\n    - 0x41\n    - \'\'\'\'\n    - \'\"\'\n    - \\\n',_binary '---\nPossibleAdd:\n  Ticket:\n    Type:\n    - default\nPossibleNot:\n  Form:\n  - Color\n  - \'\'\'); DELETE FROM acl; --\'\n  - /*!40000 x */\n','2024-03-01 08:00:04',3,'2024-03-02 09:30:04',2);
/*!40000 ALTER TABLE `acl` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Dumping data for table `users`
--

LOCK TABLES `users` WRITE;
INSERT INTO `users` VALUES (1,'root@localhost','roK20XGbWEsSM',NULL,'Admin','OTOBO',1,'2024-01-01 00:00:00',1,'2024-01-01 00:00:00',1),(2,'jürgen','sha2$it\'s;a\\secret',NULL,'Jürgen','Groß',1,'2024-01-01 00:00:00',1,'2024-01-01 00:00:00',1);
UNLOCK TABLES;

-- Dump completed on 2024-03-03  1:00:00
