use gridbound::*;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let lib = load::Library { data: input::Folder::Disk(args[1].clone().into()), scenarios: input::Folder::Disk(args[2].clone().into()) };
    let mut p = error::Problems::default();
    let ov: Vec<_> = args[4..].iter().filter_map(|a| scenario::settings::override_document(a, &mut p)).collect();
    let t0 = std::time::Instant::now();
    match load::load(&lib, &args[3], &ov) {
        Err(e) => { println!("{e}"); std::process::exit(1) }
        Ok(l) => {
            for w in l.warnings.iter().take(5) { eprintln!("warning {w}"); }
            let t1 = std::time::Instant::now();
            let prog = program::formulate(&l.system);
            let t2 = std::time::Instant::now();
            eprintln!("rows {} cols {} nnz {} load {:?} formulate {:?}", prog.rows.len(), prog.variables.len(), prog.nonzeros(), t1-t0, t2-t1);
            match solve::solve(&prog, &solve::Options::default()) {
                Ok(s) => println!("{:.9} {:?} {:?}", s.residuals.objective, s.residuals, s.effort),
                Err(e) => println!("{e}"),
            }
        }
    }
}
