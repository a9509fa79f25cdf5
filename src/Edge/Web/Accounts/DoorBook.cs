using Inventory;
using Inventory.People;

namespace Edge.Web.Accounts;

/// <summary>What happened at the door: who came in and with what, who was refused and why, how many tries that leaves.</summary>
public sealed class DoorBook(AccountDatabase database, AccountStore accounts, AuditQueue audit, TimeProvider time)
{
    /// <summary>Counts a wrong password and locks when there were too many.</summary>
    public Account RecordFailure(Account account, int lockAfter, TimeSpan lockFor) => accounts.Transact(() =>
    {
        int failures = account.Failures + 1;
        DateTimeOffset now = time.GetUtcNow();
        bool locks = failures >= lockAfter;
        database.Run(
            "UPDATE accounts SET failures = ?2, locked_until = ?3 WHERE account = ?1",
            account.Name, locks ? 0 : failures, locks ? (now + lockFor).UtcTicks : null);
        audit.Add(new SignInRefused(account.Name, "wrong", now), Actor.Service);
        return accounts.Find(account.Name)!;
    });

    /// <summary>Counts a wrong PIN, also where there is none to be right.</summary>
    /// <returns>How many there were.</returns>
    public int RecordPinFailure(Account account) => accounts.Transact(() =>
    {
        database.Run("UPDATE accounts SET pin_failures = pin_failures + 1 WHERE account = ?1", account.Name);
        audit.Add(new SignInRefused(account.Name, "pin", time.GetUtcNow()), Actor.Service);
        return account.PinFailures + 1;
    });

    /// <summary>Refused before a secret was looked at.</summary>
    /// <param name="account">Empty for an unknown name: it may well be a password typed into the wrong field.</param>
    public void RecordRefusal(string account, string cause)
    {
        audit.Add(new SignInRefused(account, cause, time.GetUtcNow()), Actor.Service);
        audit.Announce();
    }

    public void RecordSignIn(Account account, Proof proof) => accounts.Transact(() =>
    {
        DateTimeOffset now = time.GetUtcNow();
        Forgive(account, proof);
        database.Run("UPDATE accounts SET last_sign_in_at = ?2 WHERE account = ?1", account.Name, now.UtcTicks);
        audit.Add(new PersonSignedIn(account.Name, now, proof), new Actor(ActorKind.Person, account.Name));
        return true;
    });

    /// <param name="screen">Account that is signed in at the screen.</param>
    /// <param name="act">The one call that it is for.</param>
    public void RecordSignature(Account account, Proof proof, string screen, string act) => accounts.Transact(() =>
    {
        Forgive(account, proof);
        audit.Add(new SignatureGiven(account.Name, screen, act, time.GetUtcNow(), proof), new Actor(ActorKind.Person, account.Name));
        return true;
    });

    /// <summary>The password makes good for all that was typed wrong; a PIN only for PINs; a badge alone for nothing.</summary>
    private void Forgive(Account account, Proof proof)
    {
        if (proof == Proof.Password) database.Run("UPDATE accounts SET failures = 0, locked_until = NULL WHERE account = ?1", account.Name);
        if (proof != Proof.Badge) database.Run("UPDATE accounts SET pin_failures = 0 WHERE account = ?1", account.Name);
    }
}
