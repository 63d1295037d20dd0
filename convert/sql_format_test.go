package convert

import (
	"strings"
	"testing"
	"unicode/utf16"
)

// TestDetectSQL tells dumps by their first statement, whatever stands before
// it, and leaves alone what only looks a bit like one.
func TestDetectSQL(t *testing.T) {
	sql := []string{
		"-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)\n--\n",
		"/*M!999999\\- enable the sandbox mode */ \n-- MariaDB dump 10.19\n",
		"--\n-- PostgreSQL database dump\n--\n\n\\restrict x\n\nSET statement_timeout = 0;\n",
		"--\r\n-- PostgreSQL database dump\r\n--\r\n",
		"-- phpMyAdmin SQL Dump\n", "-- Adminer 4.8.1 MySQL 8.0.36 dump\n", "# phpMyAdmin MySQL-Dump\nCREATE TABLE acl (\n",
		"/*!40101 SET NAMES utf8 */;\n", "\ufeff/*!40101 SET NAMES utf8 */;\n",
		"PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n", "BEGIN;\nINSERT INTO acl VALUES (1);\n",
		"insert into acl values (1)", "INSERT IGNORE INTO `acl` VALUES (1);", "REPLACE  INTO acl VALUES (1);", "INSERT OR REPLACE INTO acl VALUES (1)", "INSERT [dbo].[acl] ([id]) VALUES (1)",
		"USE [otrs]\r\nGO\r\n/****** Object ******/\r\n", "USE otobo;\nINSERT INTO acl VALUES (1);\n", "USE `otobo`;\nDROP TABLE acl;\n",
		"COPY public.acl (id, name) FROM stdin;\n1\ta\n", "\\connect otobo\nCOPY acl FROM stdin;\n",
		"SET @OLD = 1;\nLOCK TABLES `acl` WRITE;\n", "set search_path to otobo;\ninsert into acl values (1);\n", "SET IDENTITY_INSERT [dbo].[acl] ON\nINSERT [dbo].[acl] VALUES (1)\n",
		"CREATE DATABASE otobo;\n", "CREATE TABLE \"acl\" (\n", "DROP TABLE IF EXISTS acl;\n", "LOCK TABLES `acl` WRITE;\n", "START TRANSACTION;\n", "TRUNCATE acl;\nINSERT INTO acl VALUES (1);\n",
		"/* x\n * y */\n\n-- z\n--\n;\nCREATE TABLE acl (id int);\n",
		"-- x\nCREATE TABLE sysconfig (id int);\nINSERT INTO sysconfig VALUES (1, '\npackage Kernel::Config;\nuse strict;\nsub Load {\n$Self->{TicketAcl} = {};\n');\n",
		"CREATE TABLE article (id int);\nINSERT INTO article VALUES (1,'" + strings.Repeat("x", 3<<20) + "');\nINSERT INTO acl VALUES (1);\n",
	}
	for _, text := range sql {
		wide := []byte("\xff\xfe")
		for _, u := range utf16.Encode([]rune(strings.TrimPrefix(text, "\ufeff"))) {
			wide = append(wide, byte(u), byte(u>>8))
		}
		for what, data := range map[string][]byte{"": []byte(text), " in UTF-16": wide, " with CR LF": []byte(strings.ReplaceAll(strings.ReplaceAll(text, "\r", ""), "\n", "\r\n"))} {
			if got := Detect(data); got != SQL {
				t.Errorf("%.60q%s is %s", text, what, got)
			}
		}
	}
	for text, want := range map[string]Format{
		"--- # INSERT INTO acl VALUES (1);\n- Name: a\n":                              YAML,
		"---\nINSERT INTO: acl\n":                                                     YAML,
		"Set: a\nInsert into: b\nCREATE TABLE: c\n":                                   YAML,
		"set x: y\nINSERT INTO acl VALUES (1);\n":                                     YAML,
		"- INSERT INTO acl VALUES (1);\n":                                             YAML,
		"# CREATE TABLE acl (\n- Name: a\n":                                           YAML,
		"use strict;\nmy $SQL = '\nINSERT INTO acl VALUES (1);\n';\n":                 Perl,
		"# use\npackage Kernel::Config;\n# COPY\n":                                    Perl,
		"$Self->{TicketAcl}->{'INSERT INTO acl VALUES'} = {\nCREATE TABLE => 1\n};\n": Perl,
		"copy that\n": YAML,
		"\xff\xfe-\x00 \x00N\x00a\x00m\x00e\x00:\x00 \x00a\x00": YAML,
		"PGDMP\x01\x0e":       Binary,
		"SQLite format 3\x00": Binary,
		"<?xml version=\"1.0\"?>\n<!-- INSERT INTO acl VALUES (1) -->\n<otobo_config></>": XML,
	} {
		if got := Detect([]byte(text)); got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
}
