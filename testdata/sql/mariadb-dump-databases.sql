/*M!999999\- enable the sandbox mode */ 
-- MariaDB dump 10.19  Distrib 10.11.14-MariaDB, for debian-linux-gnu (x86_64)
--
-- Host: localhost    Database: otobo
-- ------------------------------------------------------
-- Server version	10.11.14-MariaDB-0+deb12u2

/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40101 SET @OLD_CHARACTER_SET_RESULTS=@@CHARACTER_SET_RESULTS */;
/*!40101 SET @OLD_COLLATION_CONNECTION=@@COLLATION_CONNECTION */;
/*!40101 SET NAMES utf8mb4 */;
/*!40103 SET @OLD_TIME_ZONE=@@TIME_ZONE */;
/*!40103 SET TIME_ZONE='+00:00' */;
/*!40014 SET @OLD_UNIQUE_CHECKS=@@UNIQUE_CHECKS, UNIQUE_CHECKS=0 */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;
/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;
/*!40111 SET @OLD_SQL_NOTES=@@SQL_NOTES, SQL_NOTES=0 */;

--
-- Current Database: `otobo`
--

CREATE DATABASE /*!32312 IF NOT EXISTS*/ `otobo` /*!40100 DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci */;

USE `otobo`;

--
-- Table structure for table `acl`
--

DROP TABLE IF EXISTS `acl`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `acl` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `name` varchar(191) NOT NULL,
  `comments` varchar(250) DEFAULT NULL,
  `description` varchar(250) DEFAULT NULL,
  `valid_id` smallint(6) NOT NULL,
  `stop_after_match` smallint(6) DEFAULT NULL,
  `config_match` longblob DEFAULT NULL,
  `config_change` longblob DEFAULT NULL,
  `create_time` datetime NOT NULL,
  `create_by` int(11) NOT NULL,
  `change_time` datetime NOT NULL,
  `change_by` int(11) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `acl_name` (`name`)
) ENGINE=InnoDB AUTO_INCREMENT=18 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `acl`
--

LOCK TABLES `acl` WRITE;
/*!40000 ALTER TABLE `acl` DISABLE KEYS */;
INSERT IGNORE INTO `acl` VALUES
(1,'100-Example-ACL','Move ticket','',1,0,'---\nProperties:\n  Ticket:\n    Priority:\n    - 5 very high\n    Queue:\n    - Raw\nPropertiesDatabase: {}\n','---\nPossible:\n  Ticket:\n    Queue:\n    - Alert\nPossibleAdd: {}\nPossibleNot: {}\n','2024-03-01 08:00:00',1,'2024-03-02 09:30:00',1),
(2,'200-Quote\'s \"and\" \\Backslash','It\'s 100% \"done\"; -- no comment, /* nor this */ \\o/ # `x`','tab	here\nsecond line\r\n\\. third line\n\\N',1,1,'---\nProperties:\n  CustomerUser:\n    UserCustomerID:\n    - O\'Neill; DROP TABLE acl;\n  Ticket:\n    Title:\n    - \'[RegExp]^\\d{2}%\\s+(?:Re|Fwd):\'\n    - it\'s\n    - say \"hello\"\n    - C:\\temp\\new\n    - \"two\\nlines\"\n    - \"tab\\tbed\"\n    - 100%\n    - \'%_\\%\\_\'\n','---\nPossibleNot:\n  Action:\n  - AgentTicketClose\n  Ticket:\n    State:\n    - \'[Not]closed successful\'\n    - $$closed$$\n    - \'[NotRegExp]^(?:new|open)$\'\n','2024-03-01 08:00:01',2,'2024-03-02 09:30:01',1),
(3,'300-Größe-€-😀','Für Müller & Söhne','¿Qué? 日本語',1,0,'---\nProperties:\n  Owner:\n    UserLogin:\n    - jürgen\n  Queue:\n    Name:\n    - Störung::Übergabe\n    - \'[regexp]^größe \\x{20ac}$\'\nPropertiesDatabase:\n  DynamicField:\n    DynamicField_Farbe:\n    - grün\n    - \"weiß \\U0001F600\"\n','---\nPossible:\n  Ticket:\n    DynamicField_Farbe:\n    - grün\n    - \'\'\n','2024-03-01 08:00:02',2,'2024-03-02 09:30:02',2),
(4,'400-Leer',NULL,NULL,2,NULL,'',NULL,'2024-03-01 08:00:03',1,'2024-03-02 09:30:03',1),
(17,'500 NULL','NULL','',3,1,'---\nPropertiesDatabase:\n  Ticket:\n    Lock:\n    - unlock\n    - \'~\'\n    - \'null\'\n    - \'0\'\n    - \'007\'\n    - \\N\n    - 0x41\n    - \'\'\'\'\n    - \'\"\'\n    - \\\n','---\nPossibleAdd:\n  Ticket:\n    Type:\n    - default\nPossibleNot:\n  Form:\n  - Color\n  - \'\'\'); DELETE FROM acl; --\'\n  - /*!40000 x */\n','2024-03-01 08:00:04',3,'2024-03-02 09:30:04',2);
/*!40000 ALTER TABLE `acl` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `acl_sync`
--

DROP TABLE IF EXISTS `acl_sync`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `acl_sync` (
  `acl_id` varchar(191) NOT NULL,
  `sync_state` varchar(30) NOT NULL,
  `create_time` datetime NOT NULL,
  `change_time` datetime NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `acl_sync`
--

LOCK TABLES `acl_sync` WRITE;
/*!40000 ALTER TABLE `acl_sync` DISABLE KEYS */;
INSERT IGNORE INTO `acl_sync` VALUES
('2','not_sync','2024-03-02 09:30:01','2024-03-02 09:30:01');
/*!40000 ALTER TABLE `acl_sync` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `article_data_mime_attachment`
--

DROP TABLE IF EXISTS `article_data_mime_attachment`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `article_data_mime_attachment` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `filename` varchar(250) DEFAULT NULL,
  `content` longblob DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=2 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `article_data_mime_attachment`
--

LOCK TABLES `article_data_mime_attachment` WRITE;
/*!40000 ALTER TABLE `article_data_mime_attachment` DISABLE KEYS */;
INSERT IGNORE INTO `article_data_mime_attachment` VALUES
(1,'it\'s; a \"file\".zip','PK\';\nINSERT INTO acl VALUES (99,\'no\');\n\\\'\\\\--\r\n`\"/*$$��\0�\Z');
/*!40000 ALTER TABLE `article_data_mime_attachment` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `users`
--

DROP TABLE IF EXISTS `users`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `users` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `login` varchar(191) NOT NULL,
  `pw` varchar(128) NOT NULL,
  `title` varchar(50) DEFAULT NULL,
  `first_name` varchar(100) NOT NULL,
  `last_name` varchar(100) NOT NULL,
  `valid_id` smallint(6) NOT NULL,
  `create_time` datetime NOT NULL,
  `create_by` int(11) NOT NULL,
  `change_time` datetime NOT NULL,
  `change_by` int(11) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `users_login` (`login`)
) ENGINE=InnoDB AUTO_INCREMENT=3 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `users`
--

LOCK TABLES `users` WRITE;
/*!40000 ALTER TABLE `users` DISABLE KEYS */;
INSERT IGNORE INTO `users` VALUES
(1,'root@localhost','roK20XGbWEsSM',NULL,'Admin','OTOBO',1,'2024-01-01 00:00:00',1,'2024-01-01 00:00:00',1),
(2,'jürgen','sha2$it\'s;a\\secret',NULL,'Jürgen','Groß',1,'2024-01-01 00:00:00',1,'2024-01-01 00:00:00',1);
/*!40000 ALTER TABLE `users` ENABLE KEYS */;
UNLOCK TABLES;
/*!40103 SET TIME_ZONE=@OLD_TIME_ZONE */;

/*!40101 SET SQL_MODE=@OLD_SQL_MODE */;
/*!40014 SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS */;
/*!40014 SET UNIQUE_CHECKS=@OLD_UNIQUE_CHECKS */;
/*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;
/*!40101 SET CHARACTER_SET_RESULTS=@OLD_CHARACTER_SET_RESULTS */;
/*!40101 SET COLLATION_CONNECTION=@OLD_COLLATION_CONNECTION */;
/*!40111 SET SQL_NOTES=@OLD_SQL_NOTES */;

-- Dump completed
