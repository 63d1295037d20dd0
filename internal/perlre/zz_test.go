package perlre
import ("strings";"testing";"time")
func TestZZ(t *testing.T){
 for n,p:=range map[string]string{
 "alts":strings.Repeat("s|",3999)+"s", "words":strings.Repeat(`\w`,3999), "words+":strings.Repeat(`\w+`,2600), "nest":strings.Repeat("(?:s|",190)+"s"+strings.Repeat(")",190),
 "nest*":strings.Repeat("(?:s",190)+"s"+strings.Repeat(")*",190), "cls":strings.Repeat("[a-z]{900}",700), "b":strings.Repeat(`\b`,3999), "bw":strings.Repeat(`\bé`,2000),"look":strings.Repeat("(?=s)",1500),
 "calls":"(a)"+strings.Repeat("(?1)",1500), "calls2":"(a(b(?3)(?3)(?3)(?3)))(c(?4)(?4)(?4)(?4))(d(?5)(?5)(?5)(?5))(e(?6)(?6)(?6)(?6))(f(?7)(?7)(?7)(?7))(g(?8)(?8)(?8)(?8)(?8)(?8))(h)",
 "rep":strings.Repeat("(?:",150)+"a"+strings.Repeat("){60000}",150), "repb":`(a)\1`+strings.Repeat("(?:",150)+"a"+strings.Repeat("){60000}",150), "reps":`(a)\1(?:a{60000}b{60000}){60000}`, "props":strings.Repeat(`[\p{L}\p{M}é]`,600), "foldcls": strings.Repeat(`[\x{80}-\x{ffff}]`,450),
 "bs": strings.Repeat("(b)",2000)+`\2000`, "ss": strings.Repeat("sts",2600)} {
  for _,fold:=range []bool{false,true}{
  st:=time.Now(); q,err:=Compile(p,fold); d:=time.Since(st); var e2 error; st=time.Now(); if err==nil { _,e2=q.Match("éés\nabc"+strings.Repeat("s",200)) }; d2:=time.Since(st)
  if d+d2>50*time.Millisecond { t.Logf("%s %v compile %v match %v %.80v %v",n,fold,d,d2,err,e2) } } }
}
func BenchmarkCompile(b *testing.B){ for b.Loop(){ Compile(`^(1|Raw)`,false) } }
func BenchmarkCompileI(b *testing.B){ for b.Loop(){ Compile(`^(1|Raw)`,true) } }
func BenchmarkCompileLit(b *testing.B){ for b.Loop(){ Compile(`^Raw$`,false) } }
func BenchmarkMatchLit(b *testing.B){ p,_:=Compile(`^Raw$`,false); for b.Loop(){ p.Match("AgentTicketClose") } }
func BenchmarkMatchAlt(b *testing.B){ p,_:=Compile(`^(1|Raw)`,false); for b.Loop(){ p.Match("AgentTicketClose") } }
func BenchmarkMatchI(b *testing.B){ p,_:=Compile(`raw`,true); for b.Loop(){ p.Match("AgentTicketClose") } }
func BenchmarkMatchNonASCII(b *testing.B){ p,_:=Compile(`\w+é$`,true); for b.Loop(){ p.Match("Größe é") } }
func BenchmarkMatchBack(b *testing.B){ p,_:=Compile(`^(?!Raw)`,true); for b.Loop(){ p.Match("Größe é") } }
