//! The objective as a ledger: what each column earns and costs, by account.

use super::expression::Column;
use crate::named::written;

macro_rules! accounts {
    ($($(#[$doc:meta])* $account:ident, $name:literal;)*) => {
        /// What money is earned or spent for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Account {
            $($(#[$doc])* $account,)*
        }

        impl Account {
            /// All accounts, in order.
            pub const ALL: &'static [Self] = &[$(Self::$account,)*];

            /// Name in tables.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$account => $name,)* }
            }
        }
    };
}

written!(Account);

accounts! {
    /// Compute sold.
    Compute, "compute";
    /// Annuities of accelerators.
    Accelerators, "accelerators";
    /// Yearly operation of accelerators.
    AcceleratorOperation, "accelerator operation";
    /// Annuities of shells with their cooling.
    Shells, "shells and cooling";
    /// Annuities of connections.
    Connections, "connections";
    /// Annuities of lines between regions.
    Lines, "lines";
    /// Annuities of power plants and storage.
    Plants, "power plants";
    /// Fixed operation of power plants, existing ones included.
    FixedOperation, "fixed operation";
    /// Fuel, variable operation, carbon, less production credits.
    Generation, "generation";
    /// Curtailment and load contracted off at the peak.
    Flexibility, "flexibility";
    /// Base load not served.
    Unserved, "unserved load";
    /// Margins missed.
    Adequacy, "missing capacity";
    /// Clean energy that is missing and paid for.
    Clean, "missing clean energy";
    /// Premiums for materials.
    Materials, "materials";
    /// Fees of outside money.
    CapitalFees, "capital fees";
}

/// All entries, and the part that no decision changes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Objective {
    /// Column, account, and million USD (discounted) per unit of the column; costs are negative.
    pub entries: Vec<(Column, Account, f64)>,
    /// Existing plants' fixed operation, discounted, as a negative number.
    pub constant: f64,
}

impl Objective {
    /// Notes what one unit of a column earns (or, if negative, costs).
    pub fn earn(&mut self, column: impl Into<Option<Column>>, account: Account, amount: f64) {
        if let Some(column) = column.into()
            && amount != 0.0
        {
            self.entries.push((column, account, amount));
        }
    }

    /// Notes what one unit of a column costs.
    pub fn cost(&mut self, column: impl Into<Option<Column>>, account: Account, amount: f64) {
        self.earn(column, account, -amount);
    }

    /// What an account earns (or, if negative, costs) at some values of the columns, discounted, million USD; without the
    /// constant.
    #[must_use]
    pub fn earned(&self, account: Account, values: &[f64]) -> f64 {
        let own = self.entries.iter().filter(|(_, of, _)| *of == account);
        own.map(|(column, _, amount)| amount * values[column.0]).sum()
    }

    /// The coefficient of each of `columns` columns.
    #[must_use]
    pub fn coefficients(&self, columns: usize) -> Vec<f64> {
        let mut sums = vec![0.0; columns];
        for &(column, _, amount) in &self.entries {
            sums[column.0] += amount;
        }
        sums
    }
}
