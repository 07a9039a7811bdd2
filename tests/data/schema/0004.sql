PRAGMA foreign_keys = OFF;
BEGIN TRANSACTION;
CREATE TABLE account (
  person_id TEXT NOT NULL PRIMARY KEY REFERENCES person (id),
  password TEXT NOT NULL,                             -- argon2id, with its parameters
  changed_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "account" VALUES('gv-lan','$argon2id$v=19$m=65536,t=2,p=1$EgnU0p4e22fS/BPdkVuIoA$161ktrFKILCIyR5eJfCsWg57vYB9/tkmfQayh8LgMKU',1795619393608512);
INSERT INTO "account" VALUES('ht-hanh','$argon2id$v=19$m=65536,t=2,p=1$JQ4HbNRBMKOt1IJzeRAubA$yIrZdKE9fCIz+DzqzLjpy8dmhOdD2UsFggDSZd+hYsA',1795619393608512);
INSERT INTO "account" VALUES('qt-huy','$argon2id$v=19$m=65536,t=2,p=1$LLy9qaS7DcBoSy2KRCrwCw$D93YYVhaLdHJgE3azkfdYzYOPnm+iLNWDkwUlxOjw5I',1795619393608512);
INSERT INTO "account" VALUES('tt-minh','$argon2id$v=19$m=65536,t=2,p=1$ApLy44O9FHMD9wnLtB6PNw$fUU90RZ7gu6luLdRpn7mlQbjI5SYjbvjZDBEJbkot3M',1795619393608512);
INSERT INTO "account" VALUES('vt-ha','$argon2id$v=19$m=65536,t=2,p=1$alWXFtdfx9cKjiWSSSbicA$WQzs/Qr3JpBVkgRWs3LbWYYjUmCMD1VI+n7vv/N98so',1795619393608512);
CREATE TABLE answer (
  person_id TEXT NOT NULL,
  key TEXT NOT NULL,
  request TEXT NOT NULL,                              -- SHA-256 of what was asked
  status INTEGER NOT NULL,
  etag TEXT,
  location TEXT,
  body TEXT NOT NULL,
  at_us INTEGER NOT NULL,
  PRIMARY KEY (person_id, key)
) STRICT, WITHOUT ROWID;
INSERT INTO "answer" VALUES('gv-lan','84cf7d45d6dfeb281221f63a6f584945','6934cedbbc10aca3130dfaa070ba8819c074eff520a1af1c0ba1b3baf25f6e1c',201,'"1"','/api/v1/books/0edfdf385e16d8cfcd87e7d5','{"id":"0edfdf385e16d8cfcd87e7d5","type_id":"homeroom_book","type_name":"Sổ chủ nhiệm","title":"Sổ chủ nhiệm lớp 6A","school_year":"2026-2027","period":"year","class":"6A","owner_id":"gv-lan","owner_name":"Nguyễn Thị Lan","unit_id":"to-toan-tin","school_id":"thcs-hoa-sen","state":"draft","version":1,"round":0,"auto_publish":false,"publish_after_stamp":false,"revision_count":0,"head_length":0,"page_count":0,"created_at":"2026-11-25T15:10:00.361755Z","updated_at":"2026-11-25T15:10:00.361755Z","rounds":[],"revisions":[]}',1795619400361755);
INSERT INTO "answer" VALUES('gv-lan','871ab31efc8b3dc9da8d41e8e0516440','c7252bdabc0c08cf2ae17bb5b1b131ffa8524d0a8f3aa9bae7dda1b45bdbc8f7',201,'"2"',NULL,'{"id":"0edfdf385e16d8cfcd87e7d5","type_id":"homeroom_book","type_name":"Sổ chủ nhiệm","title":"Sổ chủ nhiệm lớp 6A","school_year":"2026-2027","period":"year","class":"6A","owner_id":"gv-lan","owner_name":"Nguyễn Thị Lan","unit_id":"to-toan-tin","school_id":"thcs-hoa-sen","state":"draft","version":2,"round":0,"auto_publish":false,"publish_after_stamp":false,"revision_count":1,"head_sha256":"93c7057e0e14a3ec2fda4cfab5671da77745bc1f27073266f13d707b65c8ae69","head_length":88123,"page_count":3,"created_at":"2026-11-25T15:10:00.361755Z","updated_at":"2026-11-25T15:10:00.382332Z","rounds":[],"revisions":[{"number":0,"base":true,"sha256":"93c7057e0e14a3ec2fda4cfab5671da77745bc1f27073266f13d707b65c8ae69","length":88123,"author_id":"gv-lan","author_name":"Nguyễn Thị Lan","created_at":"2026-11-25T15:10:00.382332Z","round":0}]}',1795619400382332);
INSERT INTO "answer" VALUES('gv-lan','a7116482bcc6ad90f390240c1bd01557','c99ecaba4d84f449179f927d549aaef99ffedf563576c15c32eaacee6966ccef',201,'"4"',NULL,'{"id":"2102e70d4876ebc485d457de","type_id":"group_minutes","type_name":"Sổ họp tổ chuyên môn","title":"Biên bản họp tổ Toán – Tin tháng 9","school_year":"2026-2027","period":"month-09","owner_id":"gv-lan","owner_name":"Nguyễn Thị Lan","unit_id":"to-toan-tin","school_id":"thcs-hoa-sen","state":"in_review","version":4,"round":1,"auto_publish":false,"publish_after_stamp":false,"revision_count":2,"head_sha256":"6f68cfc9ebe1d415036149086d26b420d3f170dd2a1d2804b31eb856b26410d9","head_length":70287,"page_count":3,"created_at":"2026-11-25T15:09:59.613147Z","updated_at":"2026-11-25T15:09:59.990778Z","rounds":[{"number":1,"submitted_at":"2026-11-25T15:09:59.778079Z","end":"running","steps":[{"order":1,"person_id":"gv-lan","person_name":"Nguyễn Thị Lan","role":"teacher","title":"Giáo viên bộ môn","kind":"person","require_cert":true,"outcome":"signed","decided_at":"2026-11-25T15:09:59.990778Z","certificate":{"fingerprint":"d8df96efb558295aa789bd2e1b4cdebb4cfb2d6027446bde90bde27f51758f4b","holder":"Nguyễn Thị Lan","organisation":false},"revision":1},{"order":2,"person_id":"tt-minh","person_name":"Trần Văn Minh","role":"group_head","title":"Tổ trưởng","kind":"person","require_cert":true,"outcome":"pending"},{"order":3,"person_id":"ht-hanh","person_name":"Lê Thị Hồng Hạnh","role":"principal","title":"Hiệu trưởng","kind":"person","require_cert":true,"outcome":"pending"}]}],"revisions":[{"number":0,"base":true,"sha256":"9dc63b0a94e0f2429a09afbd37307444ef962fdfd391dc5afb17ae71784eb5dc","length":54721,"author_id":"gv-lan","author_name":"Nguyễn Thị Lan","created_at":"2026-11-25T15:09:59.634069Z","round":0},{"number":1,"base":false,"sha256":"6f68cfc9ebe1d415036149086d26b420d3f170dd2a1d2804b31eb856b26410d9","length":70287,"author_id":"gv-lan","author_name":"Nguyễn Thị Lan","created_at":"2026-11-25T15:09:59.990778Z","round":1}]}',1795619399990778);
INSERT INTO "answer" VALUES('gv-lan','c8c9e44b97f14be795bdfdfb7498554a','8a69d01d6ad45a99cd08dc7faae5c1f37f4c1d4046265fdff7d932c6b5460203',200,'"3"',NULL,'{"id":"2102e70d4876ebc485d457de","type_id":"group_minutes","type_name":"Sổ họp tổ chuyên môn","title":"Biên bản họp tổ Toán – Tin tháng 9","school_year":"2026-2027","period":"month-09","owner_id":"gv-lan","owner_name":"Nguyễn Thị Lan","unit_id":"to-toan-tin","school_id":"thcs-hoa-sen","state":"in_review","version":3,"round":1,"auto_publish":false,"publish_after_stamp":false,"revision_count":1,"head_sha256":"9dc63b0a94e0f2429a09afbd37307444ef962fdfd391dc5afb17ae71784eb5dc","head_length":54721,"page_count":3,"created_at":"2026-11-25T15:09:59.613147Z","updated_at":"2026-11-25T15:09:59.778079Z","rounds":[{"number":1,"submitted_at":"2026-11-25T15:09:59.778079Z","end":"running","steps":[{"order":1,"person_id":"gv-lan","person_name":"Nguyễn Thị Lan","role":"teacher","title":"Giáo viên bộ môn","kind":"person","require_cert":true,"outcome":"pending"},{"order":2,"person_id":"tt-minh","person_name":"Trần Văn Minh","role":"group_head","title":"Tổ trưởng","kind":"person","require_cert":true,"outcome":"pending"},{"order":3,"person_id":"ht-hanh","person_name":"Lê Thị Hồng Hạnh","role":"principal","title":"Hiệu trưởng","kind":"person","require_cert":true,"outcome":"pending"}]}],"revisions":[{"number":0,"base":true,"sha256":"9dc63b0a94e0f2429a09afbd37307444ef962fdfd391dc5afb17ae71784eb5dc","length":54721,"author_id":"gv-lan","author_name":"Nguyễn Thị Lan","created_at":"2026-11-25T15:09:59.634069Z","round":0}]}',1795619399778079);
INSERT INTO "answer" VALUES('gv-lan','de2e1db66e415f39713d64a052876ee5','f271b13a6d0269f2f47a3ae0cdde1bc109bddd98040622132a9eb120f5b7d4b2',201,'"1"','/api/v1/books/2102e70d4876ebc485d457de','{"id":"2102e70d4876ebc485d457de","type_id":"group_minutes","type_name":"Sổ họp tổ chuyên môn","title":"Biên bản họp tổ Toán – Tin tháng 9","school_year":"2026-2027","period":"month-09","owner_id":"gv-lan","owner_name":"Nguyễn Thị Lan","unit_id":"to-toan-tin","school_id":"thcs-hoa-sen","state":"draft","version":1,"round":0,"auto_publish":false,"publish_after_stamp":false,"revision_count":0,"head_length":0,"page_count":0,"created_at":"2026-11-25T15:09:59.613147Z","updated_at":"2026-11-25T15:09:59.613147Z","rounds":[],"revisions":[]}',1795619399613147);
INSERT INTO "answer" VALUES('gv-lan','e5b3a40be16dba3c1e10c75c98e02518','40368eea3fd05d2c983d2cf37738ef709b79a6f700f35091314bd7e9b9cd0f63',201,'"2"',NULL,'{"id":"2102e70d4876ebc485d457de","type_id":"group_minutes","type_name":"Sổ họp tổ chuyên môn","title":"Biên bản họp tổ Toán – Tin tháng 9","school_year":"2026-2027","period":"month-09","owner_id":"gv-lan","owner_name":"Nguyễn Thị Lan","unit_id":"to-toan-tin","school_id":"thcs-hoa-sen","state":"draft","version":2,"round":0,"auto_publish":false,"publish_after_stamp":false,"revision_count":1,"head_sha256":"9dc63b0a94e0f2429a09afbd37307444ef962fdfd391dc5afb17ae71784eb5dc","head_length":54721,"page_count":3,"created_at":"2026-11-25T15:09:59.613147Z","updated_at":"2026-11-25T15:09:59.634069Z","rounds":[],"revisions":[{"number":0,"base":true,"sha256":"9dc63b0a94e0f2429a09afbd37307444ef962fdfd391dc5afb17ae71784eb5dc","length":54721,"author_id":"gv-lan","author_name":"Nguyễn Thị Lan","created_at":"2026-11-25T15:09:59.634069Z","round":0}]}',1795619399634069);
INSERT INTO "answer" VALUES('gv-lan','k1','bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',200,NULL,NULL,'{}',1790000000000000);
INSERT INTO "answer" VALUES('tt-minh','bf8973b4245bae0618b5ef264be28a85','4ab0d62d3231975a7473017760fdbd9752d9948346993c5c96af5defbb09661d',201,'"5"',NULL,'{"id":"2102e70d4876ebc485d457de","type_id":"group_minutes","type_name":"Sổ họp tổ chuyên môn","title":"Biên bản họp tổ Toán – Tin tháng 9","school_year":"2026-2027","period":"month-09","owner_id":"gv-lan","owner_name":"Nguyễn Thị Lan","unit_id":"to-toan-tin","school_id":"thcs-hoa-sen","state":"in_review","version":5,"round":1,"auto_publish":false,"publish_after_stamp":false,"revision_count":3,"head_sha256":"a196a7d33d5afe8a8a9105dcb2ff9a895ddc383b43f24f886a48257a8b935e68","head_length":85336,"page_count":3,"created_at":"2026-11-25T15:09:59.613147Z","updated_at":"2026-11-25T15:10:00.266967Z","rounds":[{"number":1,"submitted_at":"2026-11-25T15:09:59.778079Z","end":"running","steps":[{"order":1,"person_id":"gv-lan","person_name":"Nguyễn Thị Lan","role":"teacher","title":"Giáo viên bộ môn","kind":"person","require_cert":true,"outcome":"signed","decided_at":"2026-11-25T15:09:59.990778Z","certificate":{"fingerprint":"d8df96efb558295aa789bd2e1b4cdebb4cfb2d6027446bde90bde27f51758f4b","holder":"Nguyễn Thị Lan","organisation":false},"revision":1},{"order":2,"person_id":"tt-minh","person_name":"Trần Văn Minh","role":"group_head","title":"Tổ trưởng","kind":"person","require_cert":true,"outcome":"signed","decided_at":"2026-11-25T15:10:00.266967Z","certificate":{"fingerprint":"4bd819de92d478a1304d8b8d7c3b916aa8517ba5d0ed54a44b343fea8e0384e2","holder":"Trần Văn Minh","organisation":false},"revision":2},{"order":3,"person_id":"ht-hanh","person_name":"Lê Thị Hồng Hạnh","role":"principal","title":"Hiệu trưởng","kind":"person","require_cert":true,"outcome":"pending"}]}],"revisions":[{"number":0,"base":true,"sha256":"9dc63b0a94e0f2429a09afbd37307444ef962fdfd391dc5afb17ae71784eb5dc","length":54721,"author_id":"gv-lan","author_name":"Nguyễn Thị Lan","created_at":"2026-11-25T15:09:59.634069Z","round":0},{"number":1,"base":false,"sha256":"6f68cfc9ebe1d415036149086d26b420d3f170dd2a1d2804b31eb856b26410d9","length":70287,"author_id":"gv-lan","author_name":"Nguyễn Thị Lan","created_at":"2026-11-25T15:09:59.990778Z","round":1},{"number":2,"base":false,"sha256":"a196a7d33d5afe8a8a9105dcb2ff9a895ddc383b43f24f886a48257a8b935e68","length":85336,"author_id":"tt-minh","author_name":"Trần Văn Minh","created_at":"2026-11-25T15:10:00.266967Z","round":1}]}',1795619400266967);
CREATE TABLE audit (
  number INTEGER NOT NULL PRIMARY KEY,
  at_us INTEGER NOT NULL,
  person_id TEXT NOT NULL,                            -- empty: nobody signed in
  address TEXT NOT NULL,                              -- empty: the server's own command line
  event TEXT NOT NULL,
  subject TEXT NOT NULL,                              -- identifier of the book, person or session
  detail TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
INSERT INTO "audit" VALUES(1,1795619393608512,'','','person-added','gv-lan','','1f4a342037ac7a93f747f3c8ed5dd7b81a1643b79783fc1f2daef9e272881ec6');
INSERT INTO "audit" VALUES(2,1795619393608512,'','','person-added','tt-minh','','e14e0f58fa52d40f21b750af2479af7bb4cacda45d8df8d6ae4ed5d110d00a23');
INSERT INTO "audit" VALUES(3,1795619393608512,'','','person-added','ht-hanh','','3c6a3040fcadfd115882d94e5044769804656fd59cbf6f2254227c3fada79a7d');
INSERT INTO "audit" VALUES(4,1795619393608512,'','','person-added','vt-ha','','931a7f3c13dc203c2bc33ff739efdd27b390d84aaed2e4a2fcccf46fb5db7df3');
INSERT INTO "audit" VALUES(5,1795619393608512,'','','person-added','qt-huy','','77c3c57f04e8b65c86aedd6e4f396954d6a813f022d31a0c079033afec7e5fbf');
INSERT INTO "audit" VALUES(6,1795619396748334,'','','certificate-enrolled','gv-lan','certificate=d8df96efb558295aa789bd2e1b4cdebb4cfb2d6027446bde90bde27f51758f4b organisation=no confirmed=yes','591e683977f135b4c7dd374c4a53e08af456d01aebc28f2361b08824ccf8810e');
INSERT INTO "audit" VALUES(7,1795619397511286,'','','certificate-enrolled','tt-minh','certificate=4bd819de92d478a1304d8b8d7c3b916aa8517ba5d0ed54a44b343fea8e0384e2 organisation=no confirmed=yes','561c5820f958f5889556da759049095255e203db35692a3f89d6e95308c66e27');
INSERT INTO "audit" VALUES(8,1795619398468189,'','','certificate-enrolled','ht-hanh','certificate=eec555f19f710e293ab19db348ea2cb9cbc1d0cfb556ac8963974ffa3ab95460 organisation=no confirmed=yes','f81bd517b6c06dc6c4b1055681e459ba4e40340f17dca8a107ebc2afe88bce7d');
INSERT INTO "audit" VALUES(9,1795619399597465,'','','certificate-enrolled','vt-ha','certificate=7f77de0cecb493092436704ee2f79f450cb96e5cc694f9b1a3c695be61cdf722 organisation=yes confirmed=yes','91a36bee06e5d390a9f9e43b2a6a14d14210888203fcec63dafe7365c43bdbe1');
INSERT INTO "audit" VALUES(10,1795619399603955,'gv-lan','','signed-in','ba83974d4fe93b68','','d19922b544926ca6a97c7143aa91c748e15084ea0e4b07e16c524cdbcf604901');
INSERT INTO "audit" VALUES(11,1795619399613147,'gv-lan','','created','2102e70d4876ebc485d457de','before=draft after=draft version=1 round=0','01a5ad18cf61c3696d1b5b3d1439c8018548362a7929ae72f1685da7887c00e6');
INSERT INTO "audit" VALUES(12,1795619399634069,'gv-lan','','attached','2102e70d4876ebc485d457de','before=draft after=draft version=2 round=0 detail=9dc63b0a94e0f2429a09afbd37307444ef962fdfd391dc5afb17ae71784eb5dc','554603fe70c018172a487533af3525d820ebc5c104ad241ade6305f37b4e0405');
INSERT INTO "audit" VALUES(13,1795619399778079,'gv-lan','','submitted','2102e70d4876ebc485d457de','before=draft after=in_review version=3 round=1','f097c7d34ac0aacb25a652ee5a126929dcbcfc5ad27701dcc7696903adca1eff');
INSERT INTO "audit" VALUES(14,1795619399987369,'gv-lan','','signed-in','d1ed45a8e9c7c59f','','365013f396fbb40134ba2c043e12b14b9c031fb22e832695e0827709df38bc68');
INSERT INTO "audit" VALUES(15,1795619399990778,'gv-lan','','signed','2102e70d4876ebc485d457de','before=in_review after=in_review version=4 round=1 order=1 detail=d8df96efb558295aa789bd2e1b4cdebb4cfb2d6027446bde90bde27f51758f4b','68203ec602eb46d55a68de20e3a93d788519ff0d2dffcffb97a87378bc69cc02');
INSERT INTO "audit" VALUES(16,1795619400258667,'tt-minh','','signed-in','89755159658ec09c','','6adb5635ecca41ae32c5bd4c70b20180fd2998b5245598606072704fb7e7b53d');
INSERT INTO "audit" VALUES(17,1795619400266967,'tt-minh','','signed','2102e70d4876ebc485d457de','before=in_review after=in_review version=5 round=1 order=2 detail=4bd819de92d478a1304d8b8d7c3b916aa8517ba5d0ed54a44b343fea8e0384e2','e70a331aaafd11048574185511c00485aeda2445a35f3712f36b9156780facf6');
INSERT INTO "audit" VALUES(18,1795619400354422,'gv-lan','','signed-in','cae9b44325e8d8f6','','acc6bed418475010504ef4a552deadfddc2c53c56b327e02ef4544782d7770b4');
INSERT INTO "audit" VALUES(19,1795619400361755,'gv-lan','','created','0edfdf385e16d8cfcd87e7d5','before=draft after=draft version=1 round=0','4e0b0269066e4983fde2ed738cd257cbb092de3b785ad10308dbc87631415b12');
INSERT INTO "audit" VALUES(20,1795619400382332,'gv-lan','','attached','0edfdf385e16d8cfcd87e7d5','before=draft after=draft version=2 round=0 detail=93c7057e0e14a3ec2fda4cfab5671da77745bc1f27073266f13d707b65c8ae69','d125f35b6612aa9d03fb0ebb72e34de2acc83533d334945c4849e9debcea3ac7');
CREATE TABLE book (
  id TEXT NOT NULL PRIMARY KEY,
  type_id TEXT NOT NULL REFERENCES book_type (id),
  title TEXT NOT NULL,
  school_year TEXT NOT NULL,
  period TEXT NOT NULL,
  class_name TEXT,
  subject TEXT,
  owner_id TEXT NOT NULL REFERENCES person (id),
  unit_id TEXT NOT NULL REFERENCES unit (id),
  school_id TEXT NOT NULL REFERENCES unit (id),
  state TEXT NOT NULL CHECK (state IN ('draft', 'in_review', 'returned', 'approved', 'published')),
  version INTEGER NOT NULL,
  round INTEGER NOT NULL,
  auto_publish INTEGER NOT NULL CHECK (auto_publish IN (0, 1)),
  publish_after_stamp INTEGER NOT NULL CHECK (publish_after_stamp IN (0, 1)),
  revision_count INTEGER NOT NULL,
  head_sha256 TEXT,
  head_length INTEGER NOT NULL,
  page_count INTEGER NOT NULL,
  created_us INTEGER NOT NULL,
  updated_us INTEGER NOT NULL,
  due_us INTEGER NOT NULL,
  recall_requested_us INTEGER NOT NULL,
  published_us INTEGER NOT NULL,
  folded TEXT NOT NULL                                -- what is searched, without case and diacritics
) STRICT, WITHOUT ROWID;
INSERT INTO "book" VALUES('0edfdf385e16d8cfcd87e7d5','homeroom_book','Sổ chủ nhiệm lớp 6A','2026-2027','year','6A',NULL,'gv-lan','to-toan-tin','thcs-hoa-sen','draft',2,0,0,0,1,'93c7057e0e14a3ec2fda4cfab5671da77745bc1f27073266f13d707b65c8ae69',88123,3,1795619400361755,1795619400382332,0,0,0,'so chu nhiem lop 6a so chu nhiem nguyen thi lan 6a whole year 2026-2027');
INSERT INTO "book" VALUES('2102e70d4876ebc485d457de','group_minutes','Biên bản họp tổ Toán – Tin tháng 9','2026-2027','month-09',NULL,NULL,'gv-lan','to-toan-tin','thcs-hoa-sen','in_review',5,1,0,0,3,'a196a7d33d5afe8a8a9105dcb2ff9a895ddc383b43f24f886a48257a8b935e68',85336,3,1795619399613147,1795619400266967,0,0,0,'bien ban hop to toan – tin thang 9 so hop to chuyen mon nguyen thi lan month 9 2026-2027');
CREATE TABLE book_type (
  id TEXT NOT NULL PRIMARY KEY,
  position INTEGER NOT NULL,                          -- in lists
  unit_id TEXT REFERENCES unit (id),                  -- NULL = built in
  name TEXT NOT NULL,
  definition TEXT NOT NULL                            -- JSON, as it travels
) STRICT, WITHOUT ROWID;
INSERT INTO "book_type" VALUES('assessment_book',6,NULL,'Sổ theo dõi và đánh giá học sinh','{"id":"assessment_book","code":"assessment_book","name":"Sổ theo dõi và đánh giá học sinh","approved":true,"locked":false,"scope":"subject","frequency":"term","lock_after_deadline":false,"submitters":["teacher","group_head","vice_principal","principal"],"asks_class":true,"asks_subject":true,"cert_mandatory":false,"offers_auto_publish":true,"retention_years":-1,"route":[{"order":1,"role":"teacher","kind":"person","require_cert":true,"optional":false,"owner":true,"profile":"person","anchor":"Giáo viên","side":"below","code":false},{"order":2,"role":"principal","kind":"person","require_cert":true,"optional":false,"owner":false,"profile":"person","anchor":"Hiệu trưởng","side":"below","code":false},{"order":3,"role":"clerk","kind":"stamp","require_cert":true,"optional":true,"owner":false,"profile":"org","anchor":"Hiệu trưởng","side":"below","code":false}]}');
INSERT INTO "book_type" VALUES('conduct_book',4,NULL,'Sổ đánh giá kết quả rèn luyện','{"id":"conduct_book","code":"conduct_book","name":"Sổ đánh giá kết quả rèn luyện","approved":true,"locked":false,"scope":"class","frequency":"term","lock_after_deadline":false,"submitters":["homeroom_teacher","school_admin"],"asks_class":true,"asks_subject":false,"cert_mandatory":false,"offers_auto_publish":true,"retention_years":-1,"route":[{"order":1,"role":"homeroom_teacher","kind":"person","require_cert":true,"optional":false,"owner":true,"profile":"person","anchor":"Giáo viên chủ nhiệm","side":"below","code":false},{"order":2,"role":"principal","kind":"person","require_cert":true,"optional":false,"owner":false,"profile":"person","anchor":"Hiệu trưởng","side":"below","code":false}]}');
INSERT INTO "book_type" VALUES('council_minutes',10,NULL,'Sổ họp hội đồng','{"id":"council_minutes","code":"council_minutes","name":"Sổ họp hội đồng","approved":true,"locked":false,"scope":"school","frequency":"month","lock_after_deadline":false,"submitters":["teacher","group_head","vice_principal","principal","clerk","staff"],"asks_class":false,"asks_subject":false,"cert_mandatory":false,"offers_auto_publish":true,"retention_years":-1,"route":[{"order":1,"role":"none","kind":"person","require_cert":true,"optional":false,"owner":true,"profile":"person","anchor":"Thư ký","side":"below","code":false},{"order":2,"role":"principal","kind":"person","require_cert":true,"optional":false,"owner":false,"profile":"person","anchor":"Hiệu trưởng","side":"below","code":false},{"order":3,"role":"clerk","kind":"stamp","require_cert":true,"optional":true,"owner":false,"profile":"org","anchor":"Hiệu trưởng","side":"below","code":false}]}');
INSERT INTO "book_type" VALUES('duty_log',8,NULL,'Sổ trực ban','{"id":"duty_log","code":"duty_log","name":"Sổ trực ban","approved":true,"locked":false,"scope":"school","frequency":"week","lock_after_deadline":false,"submitters":["teacher","group_head","vice_principal","principal","staff"],"asks_class":false,"asks_subject":false,"cert_mandatory":false,"offers_auto_publish":true,"retention_years":-1,"route":[{"order":1,"role":"none","kind":"person","require_cert":true,"optional":false,"owner":true,"profile":"text","anchor":"Người trực","side":"below","code":false},{"order":2,"role":"principal","kind":"person","require_cert":true,"optional":false,"owner":false,"profile":"text","anchor":"Hiệu trưởng","side":"below","code":false}]}');
INSERT INTO "book_type" VALUES('enrolment_register',0,NULL,'Sổ đăng bộ','{"id":"enrolment_register","code":"enrolment_register","name":"Sổ đăng bộ","approved":true,"locked":false,"scope":"school","frequency":"year","lock_after_deadline":false,"submitters":["school_admin"],"asks_class":false,"asks_subject":false,"cert_mandatory":false,"offers_auto_publish":true,"retention_years":-1,"route":[{"order":1,"role":"principal","kind":"person","require_cert":true,"optional":false,"owner":false,"profile":"person","anchor":"Hiệu trưởng","side":"below","code":false},{"order":2,"role":"clerk","kind":"stamp","require_cert":true,"optional":true,"owner":false,"profile":"org","anchor":"Hiệu trưởng","side":"below","code":false}]}');
INSERT INTO "book_type" VALUES('group_minutes',11,NULL,'Sổ họp tổ chuyên môn','{"id":"group_minutes","code":"group_minutes","name":"Sổ họp tổ chuyên môn","approved":true,"locked":false,"scope":"group","frequency":"month","lock_after_deadline":false,"submitters":["teacher","group_head","vice_principal","principal"],"asks_class":false,"asks_subject":false,"cert_mandatory":false,"offers_auto_publish":true,"retention_years":-1,"route":[{"order":1,"role":"teacher","kind":"person","require_cert":true,"optional":false,"owner":true,"profile":"person","anchor":"Thư ký","side":"below","code":false},{"order":2,"role":"group_head","kind":"person","require_cert":true,"optional":false,"owner":false,"profile":"person","anchor":"Tổ trưởng","side":"below","code":false},{"order":3,"role":"principal","kind":"person","require_cert":true,"optional":true,"owner":false,"profile":"person","anchor":"Hiệu trưởng","side":"below","code":false}]}');
INSERT INTO "book_type" VALUES('homeroom_book',3,NULL,'Sổ chủ nhiệm','{"id":"homeroom_book","code":"homeroom_book","name":"Sổ chủ nhiệm","approved":true,"locked":false,"scope":"class","frequency":"year","lock_after_deadline":false,"submitters":["homeroom_teacher","school_admin"],"asks_class":true,"asks_subject":false,"cert_mandatory":false,"offers_auto_publish":true,"retention_years":-1,"route":[{"order":1,"role":"homeroom_teacher","kind":"person","require_cert":true,"optional":false,"owner":true,"profile":"person","anchor":"Giáo viên chủ nhiệm","side":"below","code":false},{"order":2,"role":"principal","kind":"person","require_cert":true,"optional":false,"owner":false,"profile":"person","anchor":"Hiệu trưởng","side":"below","code":false}]}');
INSERT INTO "book_type" VALUES('lesson_plan',7,NULL,'Giáo án','{"id":"lesson_plan","code":"lesson_plan","name":"Giáo án","approved":true,"locked":false,"scope":"subject","frequency":"week","deadline":{"from_end":false,"days":-1,"minute":1320},"lock_after_deadline":false,"submitters":["teacher","group_head","vice_principal","principal"],"asks_class":true,"asks_subject":true,"cert_mandatory":false,"offers_auto_publish":true,"retention_years":-1,"route":[{"order":1,"role":"teacher","kind":"person","require_cert":true,"optional":false,"owner":true,"profile":"text","anchor":"Người soạn","side":"below","code":false},{"order":2,"role":"group_head","kind":"person","require_cert":true,"optional":false,"owner":false,"profile":"text","anchor":"Tổ trưởng","side":"below","code":false},{"order":3,"role":"principal","kind":"person","require_cert":true,"optional":true,"owner":false,"profile":"text","anchor":"Hiệu trưởng","side":"below","code":false}]}');
INSERT INTO "book_type" VALUES('mark_book',2,NULL,'Sổ gọi tên và ghi điểm','{"id":"mark_book","code":"mark_book","name":"Sổ gọi tên và ghi điểm","approved":true,"locked":false,"scope":"class","frequency":"term","lock_after_deadline":false,"submitters":["homeroom_teacher","school_admin"],"asks_class":true,"asks_subject":false,"cert_mandatory":false,"offers_auto_publish":true,"retention_years":-1,"route":[{"order":1,"role":"homeroom_teacher","kind":"person","require_cert":true,"optional":false,"owner":true,"profile":"person","anchor":"Giáo viên chủ nhiệm","side":"below","code":false},{"order":2,"role":"principal","kind":"person","require_cert":true,"optional":false,"owner":false,"profile":"person","anchor":"Hiệu trưởng","side":"below","code":false},{"order":3,"role":"clerk","kind":"stamp","require_cert":true,"optional":true,"owner":false,"profile":"org","anchor":"Hiệu trưởng","side":"below","code":false}]}');
INSERT INTO "book_type" VALUES('professional_meeting',9,NULL,'Sổ họp sinh hoạt chuyên môn','{"id":"professional_meeting","code":"professional_meeting","name":"Sổ họp sinh hoạt chuyên môn","approved":true,"locked":false,"scope":"group","frequency":"month","lock_after_deadline":false,"submitters":["teacher","group_head","vice_principal","principal"],"asks_class":false,"asks_subject":false,"cert_mandatory":false,"offers_auto_publish":true,"retention_years":-1,"route":[{"order":1,"role":"teacher","kind":"person","require_cert":true,"optional":false,"owner":true,"profile":"person","anchor":"Thư ký","side":"below","code":false},{"order":2,"role":"group_head","kind":"person","require_cert":true,"optional":false,"owner":false,"profile":"person","anchor":"Tổ trưởng","side":"below","code":false}]}');
INSERT INTO "book_type" VALUES('professional_plan',5,NULL,'Sổ kế hoạch chuyên môn','{"id":"professional_plan","code":"professional_plan","name":"Sổ kế hoạch chuyên môn","approved":true,"locked":false,"scope":"group","frequency":"year","lock_after_deadline":false,"submitters":["group_head","vice_principal"],"asks_class":false,"asks_subject":false,"cert_mandatory":false,"offers_auto_publish":true,"retention_years":-1,"route":[{"order":1,"role":"group_head","kind":"person","require_cert":true,"optional":false,"owner":true,"profile":"person","anchor":"Tổ trưởng","side":"below","code":false},{"order":2,"role":"principal","kind":"person","require_cert":true,"optional":false,"owner":false,"profile":"person","anchor":"Hiệu trưởng","side":"below","code":false},{"order":3,"role":"clerk","kind":"stamp","require_cert":true,"optional":true,"owner":false,"profile":"org","anchor":"Hiệu trưởng","side":"below","code":false}]}');
INSERT INTO "book_type" VALUES('pupil_book',12,NULL,'Sổ học sinh','{"id":"pupil_book","code":"pupil_book","name":"Sổ học sinh","approved":true,"locked":false,"scope":"pupil","frequency":"year","lock_after_deadline":false,"submitters":["homeroom_teacher","school_admin"],"asks_class":true,"asks_subject":false,"cert_mandatory":false,"offers_auto_publish":true,"retention_years":-1,"route":[{"order":1,"role":"homeroom_teacher","kind":"person","require_cert":true,"optional":false,"owner":true,"profile":"person","anchor":"Giáo viên chủ nhiệm","side":"below","code":false},{"order":2,"role":"principal","kind":"person","require_cert":true,"optional":false,"owner":false,"profile":"person","anchor":"Hiệu trưởng","side":"below","code":false}]}');
INSERT INTO "book_type" VALUES('teaching_schedule',1,NULL,'Lịch báo giảng','{"id":"teaching_schedule","code":"teaching_schedule","name":"Lịch báo giảng","approved":true,"locked":false,"scope":"teacher","frequency":"week","deadline":{"from_end":false,"days":-1,"minute":1320},"lock_after_deadline":false,"submitters":["teacher","group_head","vice_principal","principal"],"asks_class":false,"asks_subject":false,"cert_mandatory":false,"offers_auto_publish":true,"retention_years":-1,"route":[{"order":1,"role":"teacher","kind":"person","require_cert":true,"optional":false,"owner":true,"profile":"text","anchor":"Người lập","side":"below","code":false},{"order":2,"role":"group_head","kind":"person","require_cert":true,"optional":false,"owner":false,"profile":"text","anchor":"Tổ trưởng","side":"below","code":false}]}');
CREATE TABLE book_type_look (
  unit_id TEXT NOT NULL REFERENCES unit (id),
  type_id TEXT NOT NULL REFERENCES book_type (id),
  looks TEXT NOT NULL,                                -- JSON, as it travels
  changed_us INTEGER NOT NULL,
  PRIMARY KEY (unit_id, type_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "book_type_look" VALUES('thcs-hoa-sen','lesson_plan','{"looks":[]}',1790000000000000);
CREATE TABLE challenge (
  id TEXT NOT NULL PRIMARY KEY,
  nonce TEXT NOT NULL,
  purpose TEXT NOT NULL,
  host TEXT NOT NULL,
  person_id TEXT REFERENCES person (id),              -- NULL: nobody is signed in yet
  address TEXT NOT NULL,
  expires_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "challenge" VALUES('c1','00ff','sign-in','soky.example.vn',NULL,'127.0.0.1',1800000000000000);
CREATE TABLE class (
  school_id TEXT NOT NULL REFERENCES unit (id),
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (school_id, name)
) STRICT, WITHOUT ROWID;
INSERT INTO "class" VALUES('thcs-hoa-sen','6A',0);
INSERT INTO "class" VALUES('thcs-hoa-sen','6B',1);
INSERT INTO "class" VALUES('thcs-hoa-sen','7A',2);
INSERT INTO "class" VALUES('thcs-hoa-sen','7B',3);
INSERT INTO "class" VALUES('thcs-hoa-sen','8A',4);
INSERT INTO "class" VALUES('thcs-hoa-sen','8B',5);
INSERT INTO "class" VALUES('thcs-hoa-sen','9A',6);
INSERT INTO "class" VALUES('thcs-hoa-sen','9B',7);
CREATE TABLE enrolment (
  fingerprint TEXT NOT NULL,
  person_id TEXT NOT NULL REFERENCES person (id),
  holder TEXT NOT NULL,
  organisation INTEGER NOT NULL CHECK (organisation IN (0, 1)),
  der BLOB NOT NULL,
  not_before_us INTEGER NOT NULL,
  not_after_us INTEGER NOT NULL,
  enrolled_us INTEGER NOT NULL,
  withdrawn_us INTEGER NOT NULL DEFAULT 0, id TEXT NOT NULL DEFAULT '', confirmed_us INTEGER NOT NULL DEFAULT 0, confirmed_by TEXT,
  PRIMARY KEY (fingerprint, person_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "enrolment" VALUES('4bd819de92d478a1304d8b8d7c3b916aa8517ba5d0ed54a44b343fea8e0384e2','tt-minh','Trần Văn Minh',0,X'308202943082023BA003020102021059FE355C2598B854137441E649852262300A06082A8648CE3D040302301E311C301A06035504030C13536F4B792064656D6F20617574686F72697479301E170D3236313132343135303935365A170D3436313132303135303935355A304E311F301D060355040A0C165472C6B0E1BB9D6E67205448435320486F612053656E3110300E06035504050C0774742E6D696E683119301706035504030C105472E1BAA76E2056C4836E204D696E6830820122300D06092A864886F70D01010105000382010F003082010A0282010100BBB799596D63054A689709B3ABBC253AB8BC0BB0236438BC63F631A0AD6D3A4F9FD05CF925B04D65DAEDCC43D6E5EBC1E3C37B8EE58BD937B7DF4808F7DC635C91B048C8F1B81C458D90EE0AD4AFF326816483C1B2E564B01AA084049238CFB9BE79E45DBEABC371C032EDF78189B39F08AA97FDC23C46B43C5E238DA8117BCC708165A2175FDE79C27E0CFC2BFAD1A601C570E4DC1A5AA004BCDE0488C331761B6A65D900C546998F521B5243B878C28BEE9024C47EBEEFE478BB9AFAAF8EEBD6FD7CC115CEB3E2B3C1BC29CFBC4441F01551A9BE8046143350ABBB6FC2B54575E28B904A22868E4FF38667E2FDBFD7B0AFBCF0FD205CBECB93F2543FF7C1B10203010001A360305E301D0603551D0E04160414B058B5DDEDB8A02398D98D97BD23086CA25B37FE301F0603551D230418301680142393E7A8FD69E889C31414B23FE9C79E105BFEB1300C0603551D130101FF04023000300E0603551D0F0101FF0404030206C0300A06082A8648CE3D0403020347003044022053BB7E753EDDBEE2EBD285911CD4BA8B2A17C5FC4DEDA2C0DB312AD8142BDF6A022010A41F493345662E3235480BC2B2B3506EDBB038BB6CA8D3E6AC47D851E08DB5',1795532996000000,2426339395000000,1795619397511286,0,'dc7030f5b23a951f82f1f79c',1795619397511286,NULL);
INSERT INTO "enrolment" VALUES('7f77de0cecb493092436704ee2f79f450cb96e5cc694f9b1a3c695be61cdf722','vt-ha','Trường THCS Hoa Sen',1,X'308202993082023FA0030201020210493D7D8613E8DEC9E044397B4E0A95B8300A06082A8648CE3D040302301E311C301A06035504030C13536F4B792064656D6F20617574686F72697479301E170D3236313132343135303935385A170D3436313132303135303935355A3052311F301D060355040A0C165472C6B0E1BB9D6E67205448435320486F612053656E310E300C06035504050C0576742E6861311F301D06035504030C165472C6B0E1BB9D6E67205448435320486F612053656E30820122300D06092A864886F70D01010105000382010F003082010A0282010100ECAA77968E1C524F61D633C4EFBD221C176971C38B92DBD1A0E04510DEAF0739C97074EBF003DEFB1D2D5F98D954180D71A9D54192F318F113FBA6E34BA27D06F21295C030CB8B21E26461A4FC8533C16994F685F3F22F1A8473A65E591E5EB79ED56E5F103E0BE96747AD82B57DB985678AF158A159B4A7E9A5B7163819816FEAB96855DBE4A06056A0EDBD7CD4EF9E4111B8E32F0A0E6EAA9B53435FC3D25160D4302C09C09DE46F299CD67A057F4964592B05BB890D3D5E9F7276DAE06631778F8A1516A8F7085880A7D365DD77A04EBD90A43D9718A51B1940DF787B1486247EC9D9C69F087052DAB3DD64B05C507330F33E0A368FC7A6F578832ADF208F0203010001A360305E301D0603551D0E041604143AFFBA488DFB1367F5F1898CC2D4C917488E13DE301F0603551D230418301680142393E7A8FD69E889C31414B23FE9C79E105BFEB1300C0603551D130101FF04023000300E0603551D0F0101FF0404030206C0300A06082A8648CE3D0403020348003045022074E2F73937AB3A604926B09205EE2F585B7A9D542AD7852B76BE622DDC0F132C022100D645DAAF1430FCAE3524AEE5C27C078C592F1B9D261FB02CCDE9FD45E99EE804',1795532998000000,2426339395000000,1795619399597465,0,'83cb61616033dcfe224ed4f9',1795619399597465,NULL);
INSERT INTO "enrolment" VALUES('d8df96efb558295aa789bd2e1b4cdebb4cfb2d6027446bde90bde27f51758f4b','gv-lan','Nguyễn Thị Lan',0,X'308202973082023CA003020102021066371B3E5731DB6BE743F4DB66FDC178300A06082A8648CE3D040302301E311C301A06035504030C13536F4B792064656D6F20617574686F72697479301E170D3236313132343135303935355A170D3436313132303135303935355A304F311F301D060355040A0C165472C6B0E1BB9D6E67205448435320486F612053656E310F300D06035504050C0667762E6C616E311B301906035504030C124E677579E1BB856E205468E1BB8B204C616E30820122300D06092A864886F70D01010105000382010F003082010A0282010100BA4811F33E34C917F42D178B16C7D413CE4E118AB06F6694D80CE898160F929EB6E410F3F8D9C237C777BB02F91C4688863C9372A2DDE87AD05372CAFB53B8CF2AE6DDEE88DF78B6D09643CC18238ABE90BE811BB48D38CCA5AFD5FF5EDA9FD57A087D02D42FE592E6DE370E7F5239650AA0CBF926B5353B1B5E2AA1B0BED16364A342F9A25662A9136B6449404515CD4BCE9261E1381A3F07E8A31AD29755B7A89F95B0B949F1F407E06C7C71702E0926607D3E2ABE1EBA59841986125A6D21B4344ECE5EE9EA2F16E074B55641CE5FBD473A1297D61F9D342F0F742847376C83385E63087E932EB52C6EBF68C8CD679D158228902B7545F84D3114C3C1F37D0203010001A360305E301D0603551D0E041604143FEC854535AADA5BFD3AC8E161D631847B01EF8A301F0603551D230418301680142393E7A8FD69E889C31414B23FE9C79E105BFEB1300C0603551D130101FF04023000300E0603551D0F0101FF0404030206C0300A06082A8648CE3D04030203490030460221008D10676AF75DE37022AFC0C9771F436DCBED484C6E7752F6DD262EA5FA282B50022100BEAD923AF01C6F1160BBE3A07135B9D081E80F436BB371C12100136885AFFB57',1795532995000000,2426339395000000,1795619396748334,0,'ecf0aa5c98c63e40c97bad5a',1795619396748334,NULL);
INSERT INTO "enrolment" VALUES('eec555f19f710e293ab19db348ea2cb9cbc1d0cfb556ac8963974ffa3ab95460','ht-hanh','Lê Thị Hồng Hạnh',0,X'3082029C30820242A003020102021047D0832F537A0408D7F8DAD610A79D46300A06082A8648CE3D040302301E311C301A06035504030C13536F4B792064656D6F20617574686F72697479301E170D3236313132343135303935375A170D3436313132303135303935355A3055311F301D060355040A0C165472C6B0E1BB9D6E67205448435320486F612053656E3110300E06035504050C0768742E68616E683120301E06035504030C174CC3AA205468E1BB8B2048E1BB936E672048E1BAA16E6830820122300D06092A864886F70D01010105000382010F003082010A028201010099E5B92B9687797EFA2FF27E79DED2DF0766EC9105E9CA798512E1D14C995ABA33168A3FC2C0968C6CF25FC3392FAE3399DB6ACBA6D1C7421E2E400E6153BBB3193F7F52A5D703E43D7FF3D259852C79E0ED995FDDB618C3776F01D69D0F07C75EE268AEC5E227CE9C8DB0BE041DE224B3C5B7D92589B9973F7DE80B9F3BB5A58137D662FD26489376F2D1108BEF6BD1E8C5ABB2FFF703FF9421F09B88D6BB820F5B91530055314CE8BF5B81392F6EBBA8097DC75B25CBD2DDFE64A406120364577376DEC6759D1888C207A4BC1CF55265D0D41EB6FCC96002D70742C0F7964A9F64A2981DF8700AC8B5E076B90B50A15A1250CA090A25D1D1E5E7259F1C58FD0203010001A360305E301D0603551D0E04160414D65CE2C9FE76192691D0DDAD526B0C6BC7B2B719301F0603551D230418301680142393E7A8FD69E889C31414B23FE9C79E105BFEB1300C0603551D130101FF04023000300E0603551D0F0101FF0404030206C0300A06082A8648CE3D0403020348003045022100AD84BE373F316010AAE0DB81E1DBBAE8FA6997A2BAB64888DBCCAE61B0338A1F02206D24E2EB3834222F5E54C5E0B5E34F64A3DFB7C5706A1E6A773FD91DEF7DA5E0',1795532997000000,2426339395000000,1795619398468189,0,'cc02eedb54e6f2e5a1d0bdc0',1795619398468189,NULL);
CREATE TABLE person (
  id TEXT NOT NULL PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,                               -- the name without case and diacritics, for search
  unit_id TEXT NOT NULL REFERENCES unit (id),
  school_id TEXT NOT NULL REFERENCES unit (id),
  active INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT, WITHOUT ROWID;
INSERT INTO "person" VALUES('gv-lan','gv.lan','Nguyễn Thị Lan','nguyen thi lan','to-toan-tin','thcs-hoa-sen',1);
INSERT INTO "person" VALUES('ht-hanh','ht.hanh','Lê Thị Hồng Hạnh','le thi hong hanh','thcs-hoa-sen','thcs-hoa-sen',1);
INSERT INTO "person" VALUES('qt-huy','qt.huy','Đỗ Quang Huy','do quang huy','thcs-hoa-sen','thcs-hoa-sen',1);
INSERT INTO "person" VALUES('tt-minh','tt.minh','Trần Văn Minh','tran van minh','to-toan-tin','thcs-hoa-sen',1);
INSERT INTO "person" VALUES('vt-ha','vt.ha','Phạm Thu Hà','pham thu ha','thcs-hoa-sen','thcs-hoa-sen',1);
CREATE TABLE person_mark (
  person_id TEXT NOT NULL REFERENCES person (id),
  kind TEXT NOT NULL CHECK (kind IN ('email', 'id-number')),
  value TEXT NOT NULL,                                -- in lower case
  PRIMARY KEY (person_id, kind)
) STRICT, WITHOUT ROWID;
INSERT INTO "person_mark" VALUES('gv-lan','email','lan@hoasen.edu.vn');
CREATE TABLE position (
  person_id TEXT NOT NULL REFERENCES person (id),
  number INTEGER NOT NULL,
  role TEXT NOT NULL,
  unit_id TEXT NOT NULL REFERENCES unit (id),
  title TEXT NOT NULL,
  class_name TEXT,
  subject TEXT,
  PRIMARY KEY (person_id, number)
) STRICT, WITHOUT ROWID;
INSERT INTO "position" VALUES('gv-lan',0,'subject_teacher','to-toan-tin','Giáo viên bộ môn','6A','Tin học');
INSERT INTO "position" VALUES('gv-lan',1,'subject_teacher','to-toan-tin','Giáo viên bộ môn','6B','Tin học');
INSERT INTO "position" VALUES('gv-lan',2,'homeroom_teacher','thcs-hoa-sen','Giáo viên chủ nhiệm','6A',NULL);
INSERT INTO "position" VALUES('ht-hanh',0,'principal','thcs-hoa-sen','Hiệu trưởng',NULL,NULL);
INSERT INTO "position" VALUES('qt-huy',0,'school_admin','thcs-hoa-sen','Quản trị trường',NULL,NULL);
INSERT INTO "position" VALUES('tt-minh',0,'group_head','to-toan-tin','Tổ trưởng',NULL,NULL);
INSERT INTO "position" VALUES('tt-minh',1,'subject_teacher','to-toan-tin','Giáo viên bộ môn','8A','Toán');
INSERT INTO "position" VALUES('vt-ha',0,'clerk','thcs-hoa-sen','Văn thư',NULL,NULL);
CREATE TABLE protection (
  book_id TEXT NOT NULL PRIMARY KEY REFERENCES book (id) ON DELETE CASCADE,
  due_us INTEGER NOT NULL,                            -- not tried before
  tries INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "protection" VALUES('2102e70d4876ebc485d457de',1790000000000000,2);
CREATE TABLE revision (
  book_id TEXT NOT NULL REFERENCES book (id),
  number INTEGER NOT NULL,
  base INTEGER NOT NULL CHECK (base IN (0, 1)),       -- 1 = a whole PDF, 0 = appended to the one before
  sha256 TEXT NOT NULL,                               -- of the whole file
  length INTEGER NOT NULL,                            -- of the whole file
  blob TEXT NOT NULL,                                 -- SHA-256 of the bytes that were stored
  blob_length INTEGER NOT NULL,
  author_id TEXT NOT NULL REFERENCES person (id),
  created_us INTEGER NOT NULL,
  round INTEGER NOT NULL,
  PRIMARY KEY (book_id, number)
) STRICT, WITHOUT ROWID;
INSERT INTO "revision" VALUES('0edfdf385e16d8cfcd87e7d5',0,1,'93c7057e0e14a3ec2fda4cfab5671da77745bc1f27073266f13d707b65c8ae69',88123,'93c7057e0e14a3ec2fda4cfab5671da77745bc1f27073266f13d707b65c8ae69',88123,'gv-lan',1795619400382332,0);
INSERT INTO "revision" VALUES('2102e70d4876ebc485d457de',0,1,'9dc63b0a94e0f2429a09afbd37307444ef962fdfd391dc5afb17ae71784eb5dc',54721,'9dc63b0a94e0f2429a09afbd37307444ef962fdfd391dc5afb17ae71784eb5dc',54721,'gv-lan',1795619399634069,0);
INSERT INTO "revision" VALUES('2102e70d4876ebc485d457de',1,0,'6f68cfc9ebe1d415036149086d26b420d3f170dd2a1d2804b31eb856b26410d9',70287,'0eace933c715f4390995ff23fb6c63afa9091bf0bae105316753ca720db45839',15566,'gv-lan',1795619399990778,1);
INSERT INTO "revision" VALUES('2102e70d4876ebc485d457de',2,0,'a196a7d33d5afe8a8a9105dcb2ff9a895ddc383b43f24f886a48257a8b935e68',85336,'299bc3e2a4f7038f6e1c3d142264b06a712ddcf562258696dc3e98e404cbe34f',15049,'tt-minh',1795619400266967,1);
CREATE TABLE round (
  book_id TEXT NOT NULL REFERENCES book (id),
  number INTEGER NOT NULL,
  submitted_us INTEGER NOT NULL,
  ended_us INTEGER NOT NULL,
  ending TEXT NOT NULL,
  reason TEXT,
  PRIMARY KEY (book_id, number)
) STRICT, WITHOUT ROWID;
INSERT INTO "round" VALUES('2102e70d4876ebc485d457de',1,1795619399778079,0,'running',NULL);
CREATE TABLE school_year (
  school_id TEXT NOT NULL REFERENCES unit (id),
  name TEXT NOT NULL,                                 -- "2026-2027"
  begins TEXT NOT NULL,                               -- Monday of week 1, "2026-09-07"
  weeks INTEGER NOT NULL,
  PRIMARY KEY (school_id, name)
) STRICT, WITHOUT ROWID;
INSERT INTO "school_year" VALUES('thcs-hoa-sen','2026-2027','2026-09-07',37);
CREATE TABLE session (
  token_hash TEXT NOT NULL PRIMARY KEY,               -- SHA-256: the token itself is only with the client
  id TEXT NOT NULL UNIQUE,
  person_id TEXT NOT NULL REFERENCES person (id),
  address TEXT NOT NULL,
  created_us INTEGER NOT NULL,
  used_us INTEGER NOT NULL,
  expires_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "session" VALUES('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','s1','gv-lan','127.0.0.1',1790000000000000,1790000000000000,1790000001000000);
CREATE TABLE step (
  book_id TEXT NOT NULL,
  round INTEGER NOT NULL,
  number INTEGER NOT NULL,                            -- place in the list of the round
  sign_order INTEGER NOT NULL,
  person_id TEXT NOT NULL REFERENCES person (id),
  person_name TEXT NOT NULL,                          -- as it was when the book was submitted
  role TEXT NOT NULL,
  title TEXT NOT NULL,
  kind TEXT NOT NULL,
  require_cert INTEGER NOT NULL CHECK (require_cert IN (0, 1)),
  outcome TEXT NOT NULL,
  decided_us INTEGER NOT NULL,
  consented_us INTEGER NOT NULL,
  reason TEXT,
  certificate TEXT,                                   -- fingerprint
  certificate_holder TEXT,
  certificate_organisation INTEGER,
  revision INTEGER NOT NULL,
  waiting INTEGER NOT NULL CHECK (waiting IN (0, 1)), -- this person is to do something now
  PRIMARY KEY (book_id, round, number),
  FOREIGN KEY (book_id, round) REFERENCES round (book_id, number)
) STRICT, WITHOUT ROWID;
INSERT INTO "step" VALUES('2102e70d4876ebc485d457de',1,0,1,'gv-lan','Nguyễn Thị Lan','teacher','Giáo viên bộ môn','person',1,'signed',1795619399990778,0,NULL,'d8df96efb558295aa789bd2e1b4cdebb4cfb2d6027446bde90bde27f51758f4b','Nguyễn Thị Lan',0,1,0);
INSERT INTO "step" VALUES('2102e70d4876ebc485d457de',1,1,2,'tt-minh','Trần Văn Minh','group_head','Tổ trưởng','person',1,'signed',1795619400266967,0,NULL,'4bd819de92d478a1304d8b8d7c3b916aa8517ba5d0ed54a44b343fea8e0384e2','Trần Văn Minh',0,2,0);
INSERT INTO "step" VALUES('2102e70d4876ebc485d457de',1,2,3,'ht-hanh','Lê Thị Hồng Hạnh','principal','Hiệu trưởng','person',1,'pending',0,0,NULL,NULL,NULL,0,-1,1);
CREATE TABLE subject (
  school_id TEXT NOT NULL REFERENCES unit (id),
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (school_id, name)
) STRICT, WITHOUT ROWID;
INSERT INTO "subject" VALUES('thcs-hoa-sen','Công nghệ',7);
INSERT INTO "subject" VALUES('thcs-hoa-sen','Giáo dục công dân',6);
INSERT INTO "subject" VALUES('thcs-hoa-sen','Giáo dục thể chất',8);
INSERT INTO "subject" VALUES('thcs-hoa-sen','Hoạt động trải nghiệm, hướng nghiệp',10);
INSERT INTO "subject" VALUES('thcs-hoa-sen','Khoa học tự nhiên',4);
INSERT INTO "subject" VALUES('thcs-hoa-sen','Lịch sử và Địa lí',5);
INSERT INTO "subject" VALUES('thcs-hoa-sen','Nghệ thuật',9);
INSERT INTO "subject" VALUES('thcs-hoa-sen','Ngoại ngữ 1',3);
INSERT INTO "subject" VALUES('thcs-hoa-sen','Ngữ văn',2);
INSERT INTO "subject" VALUES('thcs-hoa-sen','Nội dung giáo dục của địa phương',11);
INSERT INTO "subject" VALUES('thcs-hoa-sen','Tin học',1);
INSERT INTO "subject" VALUES('thcs-hoa-sen','Toán',0);
CREATE TABLE unit (
  id TEXT NOT NULL PRIMARY KEY,
  parent_id TEXT REFERENCES unit (id),
  level TEXT NOT NULL CHECK (level IN ('province', 'district', 'school', 'group')),
  label TEXT NOT NULL,
  name TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "unit" VALUES('phong-hoa-sen','so-binh-minh','district','Phòng Giáo dục và Đào tạo','Phòng GD&ĐT Hoa Sen (cũ)');
INSERT INTO "unit" VALUES('so-binh-minh',NULL,'province','Sở Giáo dục và Đào tạo','Sở GD&ĐT tỉnh Bình Minh');
INSERT INTO "unit" VALUES('thcs-hoa-sen','phong-hoa-sen','school','Trường','Trường THCS Hoa Sen');
INSERT INTO "unit" VALUES('to-ngu-van','thcs-hoa-sen','group','Tổ chuyên môn','Tổ Ngữ văn');
INSERT INTO "unit" VALUES('to-toan-tin','thcs-hoa-sen','group','Tổ chuyên môn','Tổ Toán – Tin');
CREATE INDEX unit_by_parent ON unit (parent_id);
CREATE INDEX person_by_school ON person (school_id, folded);
CREATE INDEX session_by_person ON session (person_id);
CREATE INDEX session_by_end ON session (expires_us);
CREATE INDEX enrolment_by_person ON enrolment (person_id);
CREATE INDEX book_by_owner ON book (owner_id, updated_us DESC, id DESC);
CREATE INDEX book_published ON book (school_id, updated_us DESC, id DESC) WHERE state = 'published';
CREATE INDEX step_waiting ON step (person_id, book_id) WHERE waiting = 1;
CREATE INDEX revision_by_blob ON revision (blob);
CREATE INDEX audit_by_subject ON audit (subject);
CREATE TRIGGER audit_keeps_records BEFORE UPDATE ON audit BEGIN
  SELECT raise (ABORT, 'audit records are never changed');
END;
CREATE TRIGGER audit_loses_nothing BEFORE DELETE ON audit BEGIN
  SELECT raise (ABORT, 'audit records are never removed');
END;
CREATE INDEX answer_by_time ON answer (at_us);
CREATE UNIQUE INDEX enrolment_by_id ON enrolment (id);
CREATE INDEX challenge_by_end ON challenge (expires_us);
CREATE INDEX book_type_look_by_type ON book_type_look (type_id);
CREATE INDEX protection_by_time ON protection (due_us);
COMMIT;
PRAGMA user_version = 4;
