USE [otrs]
GO
/****** Object:  Table [dbo].[acl] ******/
SET ANSI_NULLS ON
GO
CREATE TABLE [dbo].[acl](
	[id] [int] NULL,
	[name] [nvarchar] NULL,
	[comments] [nvarchar] NULL,
	[description] [nvarchar] NULL,
	[valid_id] [int] NULL,
	[stop_after_match] [int] NULL,
	[config_match] [nvarchar](max) NULL,
	[config_change] [nvarchar](max) NULL,
	[create_time] [datetime] NULL,
	[create_by] [int] NULL,
	[change_time] [datetime] NULL,
	[change_by] [int] NULL,
 CONSTRAINT [PK_acl] PRIMARY KEY CLUSTERED ([id] ASC)
) ON [PRIMARY]
GO
SET IDENTITY_INSERT [dbo].[acl] ON 

INSERT [dbo].[acl_sync] ([acl_id], [sync_state]) VALUES (N'2', N'not''sync')
INSERT [dbo].[acl] ([id], [name], [comments], [description], [valid_id], [stop_after_match], [config_match], [config_change], [create_time], [create_by], [change_time], [change_by]) VALUES (1, N'100-Example-ACL', N'Move ticket', N'', 1, 0, N'---
Properties:
  Ticket:
    Priority:
    - 5 very high
    Queue:
    - Raw
PropertiesDatabase: {}
', N'---
Possible:
  Ticket:
    Queue:
    - Alert
PossibleAdd: {}
PossibleNot: {}
', CAST(N'2024-03-01 08:00:00' AS DateTime), 1, CAST(N'2024-03-02 09:30:00' AS DateTime), 1)
INSERT [dbo].[acl] ([id], [name], [comments], [description], [valid_id], [stop_after_match], [config_match], [config_change], [create_time], [create_by], [change_time], [change_by]) VALUES (2, N'200-Quote''s "and" \Backslash', N'It''s 100% "done"; -- no comment, /* nor this */ \o/ # `x`', N'tab	here
second line
\. third line
\N', 1, 1, N'---
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
', N'---
PossibleNot:
  Action:
  - AgentTicketClose
  Ticket:
    State:
    - ''[Not]closed successful''
    - $$closed$$
    - ''[NotRegExp]^(?:new|open)$''
', CAST(N'2024-03-01 08:00:01' AS DateTime), 2, CAST(N'2024-03-02 09:30:01' AS DateTime), 1)
INSERT [dbo].[acl] ([id], [name], [comments], [description], [valid_id], [stop_after_match], [config_match], [config_change], [create_time], [create_by], [change_time], [change_by]) VALUES (3, N'300-Größe-€-😀', N'Für Müller & Söhne', N'¿Qué? 日本語', 1, 0, N'---
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
', N'---
Possible:
  Ticket:
    DynamicField_Farbe:
    - grün
    - ''''
', CAST(N'2024-03-01 08:00:02' AS DateTime), 2, CAST(N'2024-03-02 09:30:02' AS DateTime), 2)
INSERT [dbo].[acl] ([id], [name], [comments], [description], [valid_id], [stop_after_match], [config_match], [config_change], [create_time], [create_by], [change_time], [change_by]) VALUES (4, N'400-Leer', NULL, NULL, 2, NULL, N'', NULL, CAST(N'2024-03-01 08:00:03' AS DateTime), 1, CAST(N'2024-03-02 09:30:03' AS DateTime), 1)
INSERT [dbo].[acl] ([id], [name], [comments], [description], [valid_id], [stop_after_match], [config_match], [config_change], [create_time], [create_by], [change_time], [change_by]) VALUES (17, N'500 NULL', N'NULL', N'', 3, 1, N'---
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
', N'---
PossibleAdd:
  Ticket:
    Type:
    - default
PossibleNot:
  Form:
  - Color
  - ''''''); DELETE FROM acl; --''
  - /*!40000 x */
', CAST(N'2024-03-01 08:00:04' AS DateTime), 3, CAST(N'2024-03-02 09:30:04' AS DateTime), 2)
SET IDENTITY_INSERT [dbo].[acl] OFF
GO
INSERT [dbo].[users] ([id], [login], [pw], [title], [first_name], [last_name], [valid_id], [create_time], [create_by], [change_time], [change_by]) VALUES (1, N'root@localhost', N'roK20XGbWEsSM', NULL, N'Admin', N'OTOBO', 1, CAST(N'2024-01-01 00:00:00' AS DateTime), 1, CAST(N'2024-01-01 00:00:00' AS DateTime), 1)
INSERT [dbo].[users] ([id], [login], [pw], [title], [first_name], [last_name], [valid_id], [create_time], [create_by], [change_time], [change_by]) VALUES (2, N'jürgen', N'sha2$it''s;a\secret', NULL, N'Jürgen', N'Groß', 1, CAST(N'2024-01-01 00:00:00' AS DateTime), 1, CAST(N'2024-01-01 00:00:00' AS DateTime), 1)
GO
