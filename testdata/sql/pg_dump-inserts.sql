--
-- PostgreSQL database dump
--

\restrict M50rJ0dPcmGz9WlHTHtOKLK4a0EntpK9318FVHfqXvto2ZcD7kVewQjIxarVb1d

-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: acl; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.acl (
    id integer NOT NULL,
    name character varying(191) NOT NULL,
    comments character varying(250),
    description character varying(250),
    valid_id smallint NOT NULL,
    stop_after_match smallint,
    config_match text,
    config_change text,
    create_time timestamp(0) without time zone NOT NULL,
    create_by integer NOT NULL,
    change_time timestamp(0) without time zone NOT NULL,
    change_by integer NOT NULL
);


ALTER TABLE public.acl OWNER TO postgres;

--
-- Name: acl_id_seq; Type: SEQUENCE; Schema: public; Owner: postgres
--

CREATE SEQUENCE public.acl_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE public.acl_id_seq OWNER TO postgres;

--
-- Name: acl_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: postgres
--

ALTER SEQUENCE public.acl_id_seq OWNED BY public.acl.id;


--
-- Name: acl_sync; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.acl_sync (
    acl_id character varying(191) NOT NULL,
    sync_state character varying(30) NOT NULL,
    create_time timestamp(0) without time zone NOT NULL,
    change_time timestamp(0) without time zone NOT NULL
);


ALTER TABLE public.acl_sync OWNER TO postgres;

--
-- Name: article_data_mime_attachment; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.article_data_mime_attachment (
    id integer NOT NULL,
    filename character varying(250),
    content text
);


ALTER TABLE public.article_data_mime_attachment OWNER TO postgres;

--
-- Name: article_data_mime_attachment_id_seq; Type: SEQUENCE; Schema: public; Owner: postgres
--

CREATE SEQUENCE public.article_data_mime_attachment_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE public.article_data_mime_attachment_id_seq OWNER TO postgres;

--
-- Name: article_data_mime_attachment_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: postgres
--

ALTER SEQUENCE public.article_data_mime_attachment_id_seq OWNED BY public.article_data_mime_attachment.id;


--
-- Name: users; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.users (
    id integer NOT NULL,
    login character varying(191) NOT NULL,
    pw character varying(128) NOT NULL,
    title character varying(50),
    first_name character varying(100) NOT NULL,
    last_name character varying(100) NOT NULL,
    valid_id smallint NOT NULL,
    create_time timestamp(0) without time zone NOT NULL,
    create_by integer NOT NULL,
    change_time timestamp(0) without time zone NOT NULL,
    change_by integer NOT NULL
);


ALTER TABLE public.users OWNER TO postgres;

--
-- Name: users_id_seq; Type: SEQUENCE; Schema: public; Owner: postgres
--

CREATE SEQUENCE public.users_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE public.users_id_seq OWNER TO postgres;

--
-- Name: users_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: postgres
--

ALTER SEQUENCE public.users_id_seq OWNED BY public.users.id;


--
-- Name: acl id; Type: DEFAULT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.acl ALTER COLUMN id SET DEFAULT nextval('public.acl_id_seq'::regclass);


--
-- Name: article_data_mime_attachment id; Type: DEFAULT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.article_data_mime_attachment ALTER COLUMN id SET DEFAULT nextval('public.article_data_mime_attachment_id_seq'::regclass);


--
-- Name: users id; Type: DEFAULT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.users ALTER COLUMN id SET DEFAULT nextval('public.users_id_seq'::regclass);


--
-- Data for Name: acl; Type: TABLE DATA; Schema: public; Owner: postgres
--

INSERT INTO public.acl VALUES (1, '100-Example-ACL', 'Move ticket', '', 1, 0, '---
Properties:
  Ticket:
    Priority:
    - 5 very high
    Queue:
    - Raw
PropertiesDatabase: {}
', '---
Possible:
  Ticket:
    Queue:
    - Alert
PossibleAdd: {}
PossibleNot: {}
', '2024-03-01 08:00:00', 1, '2024-03-02 09:30:00', 1);
INSERT INTO public.acl VALUES (2, '200-Quote''s "and" \Backslash', 'It''s 100% "done"; -- no comment, /* nor this */ \o/ # `x`', 'tab	here
second line
\. third line
\N', 1, 1, '---
Properties:
  CustomerUser:
    UserCustomerID:
    - O''Neill; DROP TABLE acl;
  Ticket:
    Title:
    - ''[RegExp]^\d{2}%\s+(?:Re|Fwd):''
    - it''s
    - say "hello"
    - C:\temp\new
    - "two\nlines"
    - "tab\tbed"
    - 100%
    - ''%_\%\_''
', '---
PossibleNot:
  Action:
  - AgentTicketClose
  Ticket:
    State:
    - ''[Not]closed successful''
    - $$closed$$
    - ''[NotRegExp]^(?:new|open)$''
', '2024-03-01 08:00:01', 2, '2024-03-02 09:30:01', 1);
INSERT INTO public.acl VALUES (3, '300-Größe-€-😀', 'Für Müller & Söhne', '¿Qué? 日本語', 1, 0, '---
Properties:
  Owner:
    UserLogin:
    - jürgen
  Queue:
    Name:
    - Störung::Übergabe
    - ''[regexp]^größe \x{20ac}$''
PropertiesDatabase:
  DynamicField:
    DynamicField_Farbe:
    - grün
    - "weiß \U0001F600"
', '---
Possible:
  Ticket:
    DynamicField_Farbe:
    - grün
    - ''''
', '2024-03-01 08:00:02', 2, '2024-03-02 09:30:02', 2);
INSERT INTO public.acl VALUES (4, '400-Leer', NULL, NULL, 2, NULL, '', NULL, '2024-03-01 08:00:03', 1, '2024-03-02 09:30:03', 1);
INSERT INTO public.acl VALUES (17, '500 NULL', 'NULL', '', 3, 1, '---
PropertiesDatabase:
  Ticket:
    Lock:
    - unlock
    - ''~''
    - ''null''
    - ''0''
    - ''007''
    - \N
    - 0x41
    - ''''''''
    - ''"''
    - \
', '---
PossibleAdd:
  Ticket:
    Type:
    - default
PossibleNot:
  Form:
  - Color
  - ''''''); DELETE FROM acl; --''
  - /*!40000 x */
', '2024-03-01 08:00:04', 3, '2024-03-02 09:30:04', 2);


--
-- Data for Name: acl_sync; Type: TABLE DATA; Schema: public; Owner: postgres
--

INSERT INTO public.acl_sync VALUES ('2', 'not_sync', '2024-03-02 09:30:01', '2024-03-02 09:30:01');


--
-- Data for Name: article_data_mime_attachment; Type: TABLE DATA; Schema: public; Owner: postgres
--

INSERT INTO public.article_data_mime_attachment VALUES (1, 'it''s; a "file".zip', 'PK'';
INSERT INTO acl VALUES (99,''no'');
\''\\--
`"/*$$');


--
-- Data for Name: users; Type: TABLE DATA; Schema: public; Owner: postgres
--

INSERT INTO public.users VALUES (1, 'root@localhost', 'roK20XGbWEsSM', NULL, 'Admin', 'OTOBO', 1, '2024-01-01 00:00:00', 1, '2024-01-01 00:00:00', 1);
INSERT INTO public.users VALUES (2, 'jürgen', 'sha2$it''s;a\secret', NULL, 'Jürgen', 'Groß', 1, '2024-01-01 00:00:00', 1, '2024-01-01 00:00:00', 1);


--
-- Name: acl_id_seq; Type: SEQUENCE SET; Schema: public; Owner: postgres
--

SELECT pg_catalog.setval('public.acl_id_seq', 1, false);


--
-- Name: article_data_mime_attachment_id_seq; Type: SEQUENCE SET; Schema: public; Owner: postgres
--

SELECT pg_catalog.setval('public.article_data_mime_attachment_id_seq', 1, false);


--
-- Name: users_id_seq; Type: SEQUENCE SET; Schema: public; Owner: postgres
--

SELECT pg_catalog.setval('public.users_id_seq', 1, false);


--
-- Name: acl acl_name; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.acl
    ADD CONSTRAINT acl_name UNIQUE (name);


--
-- Name: acl acl_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.acl
    ADD CONSTRAINT acl_pkey PRIMARY KEY (id);


--
-- Name: article_data_mime_attachment article_data_mime_attachment_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.article_data_mime_attachment
    ADD CONSTRAINT article_data_mime_attachment_pkey PRIMARY KEY (id);


--
-- Name: users users_login; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_login UNIQUE (login);


--
-- Name: users users_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);


--
-- PostgreSQL database dump complete
--

\unrestrict M50rJ0dPcmGz9WlHTHtOKLK4a0EntpK9318FVHfqXvto2ZcD7kVewQjIxarVb1d

